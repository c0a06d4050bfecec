namespace MailboxImportExport.Sandbox.Graph;

/// <summary>How the size in a listing relates to the item.</summary>
internal enum SizeReporting
{
    /// <summary>The store's own count.</summary>
    Own,

    /// <summary>For one item in thirteen a fortieth of it.</summary>
    SometimesFarOff,

    /// <summary>For every item a fortieth of it.</summary>
    AlwaysFarOff,
}
