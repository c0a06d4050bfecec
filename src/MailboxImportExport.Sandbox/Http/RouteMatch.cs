namespace MailboxImportExport.Sandbox.Http;

/// <summary>How a request met the routes.</summary>
internal enum RouteMatch
{
    Found,

    /// <summary>The path exists, but not with this method.</summary>
    OtherMethod,

    None,
}
