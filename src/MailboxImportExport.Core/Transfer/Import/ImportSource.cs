using System;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>What a user gave to be imported: an exported item, a file, or an export folder.</summary>
internal sealed record ImportSource
{
    /// <summary>A handle, claimed by the run that takes it.</summary>
    public ExportedMailboxItem? Item { get; init; }

    /// <summary>Full path of a file or of an export folder.</summary>
    public string? Path { get; init; }

    /// <summary>What the user knows it by.</summary>
    public string Name => Path ?? Item?.ToString() ?? throw new InvalidOperationException("An import source is either an item or a path.");
}
