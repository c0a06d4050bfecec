using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text.Json;

namespace MailboxImportExport.Graph.Changes;

/// <summary>
/// Where the rounds of changes ended, for any number of mailboxes, as one line of text that can be kept in a file. Holds addresses and
/// folder names, nothing that gives access.
/// </summary>
internal sealed class ChangeToken
{
    private const int Format = 1;

    // What 20,000 mailboxes with 100 folders each take, far below what a hostile text could unpack to.
    private const long MostBytes = 512L * 1024 * 1024;

    private readonly Dictionary<string, MailboxRounds> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _kind;

    private ChangeToken(string kind) => _kind = kind;

    /// <summary>A token that knows nothing yet, of rounds over items.</summary>
    public static ChangeToken ForItems() => new("items");

    /// <summary>A token that knows nothing yet, of rounds over folders.</summary>
    public static ChangeToken ForFolders() => new("folders");

    /// <summary>What is known of a mailbox, or null.</summary>
    public MailboxRounds? Find(string mailboxId) => _mailboxes.TryGetValue(mailboxId, out MailboxRounds? rounds) ? rounds : null;

    /// <summary>Remembers the rounds of a mailbox in place of those before.</summary>
    public void Set(MailboxRounds rounds) => _mailboxes[rounds.MailboxId] = rounds;

    /// <summary>Takes over what a text knows.</summary>
    /// <exception cref="Model.MailboxImportExportException">The text is no token, or one of the other kind.</exception>
    public void Read(string text)
    {
        ChangeTokenJson json = Parse(text);
        if (json.Kind != _kind)
        {
            throw Errors.ChangeTokenOfOtherKind(json.Kind ?? "something else", _kind);
        }

        foreach (MailboxRounds rounds in json.Mailboxes ?? [])
        {
            if (rounds is { MailboxId.Length: > 0, Rounds: not null })
            {
                Set(rounds);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(zip, new ChangeTokenJson { Format = Format, Kind = _kind, Mailboxes = [.. _mailboxes.Values] }, ChangeTokenJsonContext.Default.ChangeTokenJson);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    private static ChangeTokenJson Parse(string text)
    {
        try
        {
            using GZipStream zip = new(new MemoryStream(Convert.FromBase64String(text.Trim())), CompressionMode.Decompress);
            ChangeTokenJson? json = JsonSerializer.Deserialize(Unpack(zip), ChangeTokenJsonContext.Default.ChangeTokenJson);
            return json is { Format: Format } ? json : throw Errors.ChangeTokenInvalid(null);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException or EndOfStreamException)
        {
            throw Errors.ChangeTokenInvalid(e);
        }
    }

    private static ReadOnlySpan<byte> Unpack(Stream zip)
    {
        using MemoryStream unpacked = new();
        byte[] buffer = new byte[16 * 1024];
        for (int count = zip.Read(buffer, 0, buffer.Length); count > 0; count = zip.Read(buffer, 0, buffer.Length))
        {
            unpacked.Write(buffer, 0, count);
            if (unpacked.Length > MostBytes)
            {
                throw Errors.ChangeTokenInvalid(null);
            }
        }

        return unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length);
    }
}
