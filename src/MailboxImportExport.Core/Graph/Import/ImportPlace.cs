namespace MailboxImportExport.Graph.Import;

/// <summary>Where an item goes: into a folder as a new one, or in the place of one that is there.</summary>
/// <param name="FolderId">The folder.</param>
/// <param name="ItemId">The item to update, or null.</param>
/// <param name="ChangeKey">Its version: the service refuses when it is another by now.</param>
internal sealed record ImportPlace(string FolderId, string? ItemId = null, string? ChangeKey = null);
