using System.Collections.Generic;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>A run that was killed, and the same line after it.</summary>
internal sealed record KillOutcome
{
    public required IReadOnlyList<KillPoint> Points { get; init; }

    /// <summary>Whether each process died where it should.</summary>
    public required bool WasKilled { get; init; }

    /// <summary>The folder as the dead process left it.</summary>
    public required ExportFolderState Before { get; init; }

    /// <summary>The folder after the next run.</summary>
    public required ExportFolderState After { get; init; }

    /// <summary>Items that the next run asked the service for.</summary>
    public required IReadOnlyList<string> Fetched { get; init; }

    /// <summary>Errors and verdict of the next run.</summary>
    public required IReadOnlyList<string> Result { get; init; }

    public string Name => string.Join(", then ", Points);
}
