using System;
using System.Collections.Generic;
using MailboxImportExport.FastTransfer;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>
/// What the records of a journal add up to, as hashes only: for each item the imports that are done or open, about fifty-five bytes
/// each. For one thread at a time.
/// </summary>
internal sealed class JournalIndex
{
    private const int None = -1;
    private const int FirstBuckets = 64;

    private readonly ChunkedList<JournalEntry> _entries = new();
    private readonly Stack<int> _free = new();
    private readonly List<JournaledRun> _runs = [];
    private readonly Dictionary<string, int> _runNumbers = new(StringComparer.Ordinal);

    // The first entry of each chain, and one more than that: 0 is none.
    private int[] _chains = new int[FirstBuckets];

    private delegate bool Which(in JournalEntry entry);

    /// <summary>Imports that are done or open.</summary>
    public int Count => _entries.Count - _free.Count;

    /// <summary>The runs that are known.</summary>
    public IReadOnlyList<JournaledRun> Runs => _runs;

    /// <summary>Whether a run with -ConflictAction Copy has left something behind that can be continued.</summary>
    public bool HasUnfinishedCopies => _runs.Exists(static run => run.IsUnfinishedCopy) && Any((in JournalEntry e) => _runs[e.Run].IsUnfinishedCopy);

    public JournaledRun Run(string id) => _runs[RunNumber(id)];

    /// <summary>Takes a record in.</summary>
    /// <returns>Whether it can be understood.</returns>
    public bool Apply(JournalRecord record)
    {
        if (record.State is JournalRecord.Begin or JournalRecord.End)
        {
            JournaledRun run = Run(record.Run);
            run.MakesCopies |= JournalMode.MakesCopies(record.Mode);
            run.MovesSources |= JournalMode.Moves(record.Mode);
            run.Replaces |= record.Mode == JournalMode.Replace;
            run.IsWhole |= record.State == JournalRecord.End;
            run.Last = record.At > run.Last ? record.At : run.Last;
            return true;
        }

        return JournalKey.Parse(record.Key) is JournalKey key && Apply(record, key);
    }

    /// <summary>What is recorded of an item; what is done first.</summary>
    public IReadOnlyList<PriorImport> Find(JournalKey key)
    {
        List<PriorImport>? found = null;
        for (int i = First(key); i != None; i = After(i))
        {
            JournalEntry entry = _entries[i];
            PriorImport prior = new(_runs[entry.Run], entry.Item, DateTimeOffset.FromUnixTimeSeconds(entry.At));
            found ??= [];
            found.Insert(prior.IsDone ? 0 : found.Count, prior);
        }

        return found ?? (IReadOnlyList<PriorImport>)Array.Empty<PriorImport>();
    }

    /// <summary>Whether anything of a run is left in the records of an item; of a line about it nothing else is of interest.</summary>
    public bool Has(JournalKey key, string run) => _runNumbers.TryGetValue(run, out int number) && Find(key, (in JournalEntry e) => e.Run == number) != None;

    /// <summary>The runs of which anything is left.</summary>
    public HashSet<string> UsedRuns()
    {
        HashSet<string> runs = new(StringComparer.Ordinal);
        for (int i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].IsUsed)
            {
                runs.Add(_runs[_entries[i].Run].Id);
            }
        }

        return runs;
    }

    /// <summary>How many of the imports a run of those has left behind.</summary>
    public int CountOf(Func<JournaledRun, bool> which)
    {
        int count = 0;
        for (int i = 0; i < _entries.Count; i++)
        {
            count += _entries[i].IsUsed && which(_runs[_entries[i].Run]) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Tells of all that is recorded.</summary>
    /// <param name="item">Gets the new items, each with the time at which it was about to be sent where it shows when the service says that it was created.</param>
    /// <param name="moved">Gets those of them whose source was removed, or was to be.</param>
    /// <param name="source">Gets the items that they were made of.</param>
    public void Tell(Action<ulong, DateTimeOffset?> item, Action<ulong> moved, Action<ulong> source)
    {
        for (int i = 0; i < _entries.Count; i++)
        {
            JournalEntry entry = _entries[i];
            if (entry is { IsUsed: true, Item: not 0 })
            {
                // What was replaced was created before; of what was found only that is not known.
                bool shows = entry.IsMade && !_runs[entry.Run].Replaces;
                item(entry.Item, shows ? DateTimeOffset.FromUnixTimeSeconds(entry.At) : null);
                if (_runs[entry.Run].MovesSources)
                {
                    moved(entry.Item);
                }
            }

            if (entry is { IsUsed: true, Source: not 0 })
            {
                source(entry.Source);
            }
        }
    }

    /// <summary>Whether an item is the result of an import, or was the source of one.</summary>
    public bool Mentions(ulong item) => Any((in JournalEntry e) => e.Item == item || e.Source == item);

    private bool Apply(JournalRecord record, JournalKey key)
    {
        int run = RunNumber(record.Run);
        ulong item = record.Item is string id ? ItemIdHash.Of(id) : ItemIdHash.Parse(record.ItemHash) ?? 0;
        uint at = (uint)Math.Max(0, record.At.ToUnixTimeSeconds());
        _runs[run].Last = record.At > _runs[run].Last ? record.At : _runs[run].Last;
        switch (record.State)
        {
            case JournalRecord.Intent:
                Supersede(key, record.After, item);
                Add(new JournalEntry { Key = key, Run = run, At = at, Source = record.SourceItem is string source ? ItemIdHash.Of(source) : 0 });
                return true;
            case JournalRecord.Done when item != 0 && record.After is not null:
                Supersede(key, record.After, item);
                Add(new JournalEntry { Key = key, Run = run, At = at, Item = item, IsMade = record.Item is not null });
                return true;
            case JournalRecord.Done when item != 0:
                Complete(new JournalEntry { Key = key, Run = run, At = at, Item = item, IsMade = record.Item is not null });
                return true;
            case JournalRecord.Refused:
                Remove(key, (in JournalEntry e) => e.Run == run && e.Item == 0);
                return true;
            default:
                return false;
        }
    }

    // The line of an intent may be lost, damaged for example: what is done is done all the same.
    private void Complete(JournalEntry done)
    {
        int intent = Find(done.Key, (in JournalEntry e) => e.Run == done.Run && e.Item == 0);
        if (intent == None)
        {
            Add(done);
            return;
        }

        _entries[intent].Item = done.Item;
        _entries[intent].IsMade = done.IsMade;
    }

    // Of several records of one run the very same item first, then what is open, then any.
    private void Supersede(JournalKey key, string? after, ulong item)
    {
        if (after is not null && _runNumbers.TryGetValue(after, out int run))
        {
            _ = (item != 0 && Remove(key, (in JournalEntry e) => e.Run == run && e.Item == item))
                || Remove(key, (in JournalEntry e) => e.Run == run && e.Item == 0)
                || Remove(key, (in JournalEntry e) => e.Run == run);
        }
    }

    private void Add(JournalEntry entry)
    {
        if (Count >= _chains.Length)
        {
            Grow();
        }

        entry.IsUsed = true;
        int place = _free.Count > 0 ? _free.Pop() : _entries.Count;
        if (place == _entries.Count)
        {
            _entries.Add(entry);
        }
        else
        {
            _entries[place] = entry;
        }

        PutFirst(place);
    }

    private void PutFirst(int place)
    {
        ref int chain = ref _chains[ChainOf(_entries[place].Key)];
        _entries[place].Next = chain - 1;
        chain = place + 1;
    }

    // Each chain anew from its end, so that of one key the newest stays in front.
    private void Grow()
    {
        int[] old = _chains;
        _chains = new int[2 * old.Length];
        List<int> chain = [];
        foreach (int first in old)
        {
            chain.Clear();
            for (int i = first - 1; i != None; i = _entries[i].Next)
            {
                chain.Add(i);
            }

            for (int i = chain.Count - 1; i >= 0; i--)
            {
                PutFirst(chain[i]);
            }
        }
    }

    private bool Remove(JournalKey key, Which which)
    {
        int place = Find(key, which);
        if (place == None)
        {
            return false;
        }

        ref int chain = ref _chains[ChainOf(key)];
        if (chain - 1 == place)
        {
            chain = _entries[place].Next + 1;
        }
        else
        {
            int before = chain - 1;
            while (_entries[before].Next != place)
            {
                before = _entries[before].Next;
            }

            _entries[before].Next = _entries[place].Next;
        }

        _entries[place] = default;
        _free.Push(place);
        return true;
    }

    private int Find(JournalKey key, Which which)
    {
        int place = First(key);
        while (place != None && !which(in _entries[place]))
        {
            place = After(place);
        }

        return place;
    }

    private int First(JournalKey key) => FromHere(_chains[ChainOf(key)] - 1, key);

    private int After(int place) => FromHere(_entries[place].Next, _entries[place].Key);

    private int FromHere(int place, JournalKey key)
    {
        while (place != None && _entries[place].Key != key)
        {
            place = _entries[place].Next;
        }

        return place;
    }

    private bool Any(Which which)
    {
        for (int i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].IsUsed && which(in _entries[i]))
            {
                return true;
            }
        }

        return false;
    }

    // A key is a hash already.
    private int ChainOf(JournalKey key) => (int)(key.Low & (ulong)(_chains.Length - 1));

    private int RunNumber(string id)
    {
        if (!_runNumbers.TryGetValue(id, out int number))
        {
            number = _runs.Count;
            _runs.Add(new JournaledRun(id));
            _runNumbers.Add(id, number);
        }

        return number;
    }
}
