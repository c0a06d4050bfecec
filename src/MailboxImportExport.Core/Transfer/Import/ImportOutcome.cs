using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>How the import of an item ended when it did not fail.</summary>
/// <param name="Folder">The folder that it belongs into.</param>
/// <param name="Imported">The new item, or null: the folder has it already.</param>
internal sealed record ImportOutcome(MailboxContentFolder Folder, ImportedMailboxItem? Imported)
{
    /// <summary>The item that the folder has already, where ids are remembered.</summary>
    public HeldVersion? Present { get; init; }
}
