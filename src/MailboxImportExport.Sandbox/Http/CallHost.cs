namespace MailboxImportExport.Sandbox.Http;

/// <summary>Which of the emulated services a request is for.</summary>
internal enum CallHost
{
    Graph,
    Login,
    Identity,
    Import,
}
