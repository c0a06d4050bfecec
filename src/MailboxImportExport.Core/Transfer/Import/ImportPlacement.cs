using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>What was found out before an item is sent.</summary>
/// <param name="Presence">Whether the target has it.</param>
/// <param name="Journal">Where it is written down, or null when there is no place for that.</param>
internal sealed record ImportPlacement(TargetPresence Presence, JournaledImport? Journal)
{
    /// <summary>The item that the target has, where ids are remembered.</summary>
    public HeldVersion? Present { get; init; }

    /// <summary>The item that is to be replaced, or null.</summary>
    public HeldVersion? Replaces { get; init; }
}
