namespace MailboxImportExport.Transfer.Import;

/// <summary>A mailbox that a run imports into: its account, the lanes that write, and the places in it.</summary>
internal sealed record ImportTarget(MailboxAccount Account, MailboxImport Import, ImportPlaces Places, ImportPlaces Tree)
{
    /// <summary>Where items go.</summary>
    /// <param name="keepsTree">Whether the folders of their source are kept.</param>
    public ImportPlaces PlacesOf(bool keepsTree) => keepsTree ? Tree : Places;
}
