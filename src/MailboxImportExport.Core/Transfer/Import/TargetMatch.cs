namespace MailboxImportExport.Transfer.Import;

/// <summary>What a target folder was found to have of an item.</summary>
/// <param name="Presence">Whether it has it.</param>
/// <param name="ItemId">The same item there, where ids are remembered.</param>
internal readonly record struct TargetMatch(TargetPresence Presence, string? ItemId = null);
