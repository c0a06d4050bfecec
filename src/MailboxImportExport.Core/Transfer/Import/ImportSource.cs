using System;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>What a user gave to be imported: an exported item, a file, or an export folder; or what cannot be imported at all.</summary>
internal sealed record ImportSource
{
    /// <summary>A handle, claimed by the run that takes it.</summary>
    public ExportedMailboxItem? Item { get; init; }

    /// <summary>The folder of the source whose tree is kept, of an item that failed in such an import before.</summary>
    public SourceFolder? Tree { get; init; }

    /// <summary>Full path of a file or of an export folder.</summary>
    public string? Path { get; init; }

    /// <summary>Why it cannot be imported, or null.</summary>
    public MailboxImportExportException? Failure { get; init; }

    /// <summary>What was given, for an error about it.</summary>
    public object? Given { get; init; }

    /// <summary>What the user knows it by.</summary>
    public string Name => Path ?? Item?.ToString() ?? Given?.ToString() ?? throw new InvalidOperationException("An import source is either an item or a path.");
}
