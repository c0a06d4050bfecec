namespace MailboxImportExport.Transfer.Import;

/// <summary>What was found out before an item is sent.</summary>
/// <param name="Presence">Whether the target has it.</param>
internal sealed record ImportPlacement(TargetPresence Presence)
{
    /// <summary>The item that the target has, where ids are remembered.</summary>
    public HeldVersion? Present { get; init; }

    /// <summary>The item that is to be replaced, or null.</summary>
    public HeldVersion? Replaces { get; init; }

    /// <summary>What an earlier run has imported or was importing, is not there, and may still come to show; or null.</summary>
    public Journal.PriorImport? Late { get; init; }
}
