using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Changes;

/// <summary>
/// One round of changes, read to its end before any of it is given out: the service may name the same thing several times in a round,
/// and what it says last is what holds (Microsoft Graph documentation, page "Use delta query to track changes").
/// </summary>
/// <typeparam name="T">The entries.</typeparam>
internal sealed class ChangeRound<T> : IDisposable
    where T : class
{
    // As many entries as a folder can have, with pages of the smallest size in use; what goes on is a fault of the service.
    private const int MostPages = 1_000_000;

    private readonly RecordStore _entries;
    private readonly Dictionary<Guid, long> _last = [];
    private readonly Func<T, string?> _id;
    private readonly JsonTypeInfo<T> _type;

    private ChangeRound(Func<T, string?> id, JsonTypeInfo<T> type)
    {
        _entries = new RecordStore(Path.GetTempPath());
        _id = id;
        _type = type;
    }

    /// <summary>Where the next round begins.</summary>
    public string NextRound { get; private set; } = string.Empty;

    /// <summary>Whether the service no longer knew where the last round ended, so that this one told everything.</summary>
    public bool HasStartedOver { get; private set; }

    /// <summary>Reads a round.</summary>
    /// <param name="link">Where it begins, or null for the first.</param>
    /// <param name="ask">Asks for a page by its link, or for the first page.</param>
    /// <param name="id">The id of an entry.</param>
    /// <param name="type">How an entry is kept meanwhile.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ChangeRound<T>> ReadAsync(
        string? link,
        Func<string?, CancellationToken, Task<PageJson<T>>> ask,
        Func<T, string?> id,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
    {
        ChangeRound<T> round = new(id, type);
        try
        {
            await round.ReadPagesAsync(link, ask, cancellationToken).ConfigureAwait(false);
            return round;
        }
        catch (MailboxServiceException e) when (link is not null && ChangeRequests.IsForgotten(e))
        {
            round.Dispose();
            round = new ChangeRound<T>(id, type) { HasStartedOver = true };
            await round.ReadPagesAsync(null, ask, cancellationToken).ConfigureAwait(false);
            return round;
        }
        catch
        {
            round.Dispose();
            throw;
        }
    }

    /// <summary>The entries, each id once, in the order in which the service named them last.</summary>
    public IEnumerable<T> Entries()
    {
        long position = 0;
        for (long i = 0; i < _entries.Count; i++)
        {
            long at = position;
            T entry = JsonSerializer.Deserialize(_entries.Read(ref position), _type)!;
            if (_last[KeyOf(entry)] == at)
            {
                yield return entry;
            }
        }
    }

    public void Dispose() => _entries.Dispose();

    private async Task ReadPagesAsync(string? link, Func<string?, CancellationToken, Task<PageJson<T>>> ask, CancellationToken cancellationToken)
    {
        for (int page = 0; page < MostPages; page++)
        {
            PageJson<T> answer = await ask(link, cancellationToken).ConfigureAwait(false);
            foreach (T entry in answer.Value ?? throw Errors.AnswerInvalid("a page of changes has no value."))
            {
                Guid key = KeyOf(entry);
                _last[key] = _entries.Add(JsonSerializer.SerializeToUtf8Bytes(entry, _type));
            }

            if (answer.DeltaLink is not null)
            {
                NextRound = answer.DeltaLink;
                return;
            }

            if (answer.NextLink is null || answer.NextLink == link)
            {
                break;
            }

            link = answer.NextLink;
        }

        throw Errors.AnswerInvalid("a round of changes has no end.");
    }

    // Half of a hash: ids have 150 characters and a folder can have a million items.
    private Guid KeyOf(T entry)
    {
        string id = _id(entry) ?? throw Errors.AnswerInvalid("a change has no id.");
        byte[] key = Polyfills.Sha256(Encoding.UTF8.GetBytes(id));
        Array.Resize(ref key, 16);
        return new Guid(key);
    }
}
