namespace MailboxImportExport.Model;

/// <summary>A part of what a mailbox holds.</summary>
/// <param name="Name">The folder, the message class or the year; of items without a time an empty text.</param>
/// <param name="Items">Items in it.</param>
/// <param name="Bytes">Their size in bytes as the service reports it.</param>
public sealed record MailboxContentShare(string Name, long Items, long Bytes)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Items}";
}
