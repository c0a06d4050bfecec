namespace MailboxImportExport.Sandbox.Http;

/// <summary>What can go wrong with a call although the caller has done nothing wrong.</summary>
internal enum FaultKind
{
    /// <summary>The caller is sent to the address it has just called.</summary>
    RedirectLoop,

    /// <summary>The caller is sent to a host that is none of the service.</summary>
    RedirectToForeignHost,
}
