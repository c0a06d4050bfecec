using System;
using System.Text.Json.Serialization;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>One line of a journal of imports. The format is described in docs/import-journal.md.</summary>
internal sealed record JournalRecord
{
    public const int KnownVersion = 1;

    /// <summary>A run begins.</summary>
    public const string Begin = "begin";

    /// <summary>An item is about to be sent.</summary>
    public const string Intent = "intent";

    /// <summary>An item stands in the target.</summary>
    public const string Done = "done";

    /// <summary>An item was not imported, for certain.</summary>
    public const string Refused = "refused";

    /// <summary>A run did all that it was asked for.</summary>
    public const string End = "end";

    [JsonPropertyName("v")]
    public int Version { get; init; } = KnownVersion;

    public required string Run { get; init; }

    /// <summary>What the line says.</summary>
    public required string State { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Of a beginning: what the run does with items that the target has.</summary>
    public string? Mode { get; init; }

    /// <summary>Which item goes where; see <see cref="JournalKey"/>.</summary>
    public string? Key { get; init; }

    public string? SourceMailbox { get; init; }

    public string? SourceItem { get; init; }

    public string? ChangeKey { get; init; }

    public string? File { get; init; }

    public string? Sha256 { get; init; }

    public string? TargetMailbox { get; init; }

    public string? TargetFolder { get; init; }

    /// <summary>The id of the new item.</summary>
    public string? Item { get; init; }

    /// <summary>The hash of that id, where the run found the item and did not make it.</summary>
    public string? ItemHash { get; init; }

    /// <summary>The earlier run whose record this one takes the place of.</summary>
    public string? After { get; init; }
}
