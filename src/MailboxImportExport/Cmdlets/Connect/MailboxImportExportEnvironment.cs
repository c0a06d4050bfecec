namespace MailboxImportExport.Cmdlets;

/// <summary>A cloud of Microsoft 365, by the names that Connect-MgGraph uses.</summary>
public enum MailboxImportExportEnvironment
{
    /// <summary>The global cloud, GCC included.</summary>
    Global,

    /// <summary>Microsoft 365 for US Government, GCC High. The API does not exist there.</summary>
    USGov,

    /// <summary>Microsoft 365 for US Government, DoD. The API does not exist there.</summary>
    USGovDoD,

    /// <summary>Microsoft 365 operated by 21Vianet. The API does not exist there.</summary>
    China,
}
