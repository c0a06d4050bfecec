namespace MailboxImportExport.Transfer.Import;

/// <summary>An item of a target folder in the version that was listed.</summary>
internal sealed record HeldVersion(string ItemId, string? ChangeKey);
