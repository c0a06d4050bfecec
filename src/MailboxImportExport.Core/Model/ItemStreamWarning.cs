namespace MailboxImportExport.Model;

/// <summary>Something odd in the content of an exported item that did not keep it from being read.</summary>
public sealed record ItemStreamWarning
{
    /// <summary>Byte of the content.</summary>
    public required long Offset { get; init; }

    /// <summary>What it is.</summary>
    public required string Message { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"Byte {Offset}: {Message}";
}
