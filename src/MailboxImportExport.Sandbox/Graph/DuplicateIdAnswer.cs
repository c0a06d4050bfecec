namespace MailboxImportExport.Sandbox.Graph;

/// <summary>What happens to an export that names an id twice.</summary>
internal enum DuplicateIdAnswer
{
    AnsweredTwice,
    AnsweredOnce,
    Refused,
}
