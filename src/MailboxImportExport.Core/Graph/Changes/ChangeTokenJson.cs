using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace MailboxImportExport.Graph.Changes;

/// <summary>The text of a change token, unpacked.</summary>
internal sealed record ChangeTokenJson
{
    public int Format { get; init; }

    /// <summary>What the rounds are about: <c>items</c> or <c>folders</c>.</summary>
    public string? Kind { get; init; }

    public IReadOnlyList<MailboxRounds>? Mailboxes { get; init; }
}

/// <summary>Where the rounds of one mailbox ended.</summary>
internal sealed record MailboxRounds
{
    public required string MailboxId { get; init; }

    /// <summary>Of items: one for each folder. Of folders: one.</summary>
    public required IReadOnlyList<EndedRound> Rounds { get; init; }

    /// <summary>Of folders: paths by id of the folders that are there.</summary>
    public IReadOnlyDictionary<string, string>? Folders { get; init; }
}

/// <summary>Where a round ended.</summary>
/// <param name="FolderId">The folder that it was about; empty when it was about all folders.</param>
/// <param name="Path">Path of the folder.</param>
/// <param name="Link">Where the next round begins.</param>
/// <param name="Began">When it began, UTC, by the clock of the service where that is known.</param>
internal sealed record EndedRound(string FolderId, string Path, string Link, DateTimeOffset Began);

/// <summary>Reads and writes the text without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChangeTokenJson))]
internal sealed partial class ChangeTokenJsonContext : JsonSerializerContext;
