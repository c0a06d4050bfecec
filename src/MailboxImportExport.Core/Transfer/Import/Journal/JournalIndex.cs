using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>
/// What the records of a journal add up to, as hashes only: for each item the imports that are done or open, about eighty bytes
/// each. For one thread at a time.
/// </summary>
internal sealed class JournalIndex
{
    private const int None = -1;

    private readonly Dictionary<JournalKey, int> _heads = [];
    private readonly List<Entry> _entries = [];
    private readonly Stack<int> _free = new();
    private readonly List<JournaledRun> _runs = [];
    private readonly Dictionary<string, int> _runNumbers = new(StringComparer.Ordinal);

    /// <summary>Imports that are done or open.</summary>
    public int Count => _entries.Count - _free.Count;

    /// <summary>Whether a run with -ConflictAction Copy has left something behind that can be continued.</summary>
    public bool HasUnfinishedCopies
        => _runs.Exists(static run => run.IsUnfinishedCopy) && _entries.Exists(e => e.IsUsed && _runs[e.Run].IsUnfinishedCopy);

    public JournaledRun Run(string id) => _runs[RunNumber(id)];

    /// <summary>Takes a record in.</summary>
    /// <returns>Whether it can be understood.</returns>
    public bool Apply(JournalRecord record)
    {
        if (record.State is JournalRecord.Begin or JournalRecord.End)
        {
            JournaledRun run = Run(record.Run);
            run.MakesCopies |= record.Mode == JournalMode.Copy;
            run.Replaces |= record.Mode == JournalMode.Replace;
            run.IsWhole |= record.State == JournalRecord.End;
            return true;
        }

        return JournalKey.Parse(record.Key) is JournalKey key && Apply(record, key);
    }

    /// <summary>What is recorded of an item; what is done first.</summary>
    public IReadOnlyList<PriorImport> Find(JournalKey key)
    {
        List<PriorImport> found = [];
        for (int i = Head(key); i != None; i = _entries[i].Next)
        {
            Entry entry = _entries[i];
            PriorImport prior = new(_runs[entry.Run], entry.Item, DateTimeOffset.FromUnixTimeSeconds(entry.At));
            found.Insert(prior.IsDone ? 0 : found.Count, prior);
        }

        return found;
    }

    /// <summary>Whether anything of a run is left in the records of an item; of a line about it nothing else is of interest.</summary>
    public bool Has(JournalKey key, string run) => _runNumbers.TryGetValue(run, out int number) && Any(key, e => e.Run == number);

    /// <summary>Whether anything of a run is left.</summary>
    public HashSet<string> UsedRuns() => [.. _entries.Where(static e => e.IsUsed).Select(e => _runs[e.Run].Id)];

    /// <summary>The new items, each with the time at which it was about to be sent.</summary>
    public IEnumerable<(ulong Item, DateTimeOffset Intended)> Items()
        => _entries.Where(static e => e is { IsUsed: true, Item: not 0 }).Select(static e => (e.Item, DateTimeOffset.FromUnixTimeSeconds(e.At)));

    /// <summary>The items that were imported from or were about to be; 0 where only a file is known.</summary>
    public IEnumerable<ulong> Sources() => _entries.Where(static e => e is { IsUsed: true, Source: not 0 }).Select(static e => e.Source);

    private bool Apply(JournalRecord record, JournalKey key)
    {
        int run = RunNumber(record.Run);
        ulong item = record.Item is string id ? ItemIdHash.Of(id) : ItemIdHash.Parse(record.ItemHash) ?? 0;
        switch (record.State)
        {
            case JournalRecord.Intent:
                Supersede(key, record.After, item);
                Add(key, new Entry { Run = run, At = record.At.ToUnixTimeSeconds(), Source = record.SourceItem is string source ? ItemIdHash.Of(source) : 0 });
                return true;
            case JournalRecord.Done when item != 0:
                if (record.After is not null)
                {
                    Supersede(key, record.After, item);
                    Add(key, new Entry { Run = run, At = record.At.ToUnixTimeSeconds(), Item = item });
                }
                else
                {
                    Complete(key, run, item, record.At.ToUnixTimeSeconds());
                }

                return true;
            case JournalRecord.Refused:
                Remove(key, e => e.Run == run && e.Item == 0);
                return true;
            default:
                return false;
        }
    }

    // The line of an intent may be lost, damaged for example: what is done is done all the same.
    private void Complete(JournalKey key, int run, ulong item, long at)
    {
        for (int i = Head(key); i != None; i = _entries[i].Next)
        {
            if (_entries[i].Run == run && _entries[i].Item == 0)
            {
                _entries[i] = _entries[i] with { Item = item };
                return;
            }
        }

        Add(key, new Entry { Run = run, At = at, Item = item });
    }

    // Of several records of one run the very same item first, then what is open, then any.
    private void Supersede(JournalKey key, string? after, ulong item)
    {
        if (after is not null && _runNumbers.TryGetValue(after, out int run))
        {
            _ = (item != 0 && Remove(key, e => e.Run == run && e.Item == item))
                || Remove(key, e => e.Run == run && e.Item == 0)
                || Remove(key, e => e.Run == run);
        }
    }

    private void Add(JournalKey key, Entry entry)
    {
        entry = entry with { IsUsed = true, Next = Head(key) };
        if (_free.Count > 0)
        {
            int place = _free.Pop();
            _entries[place] = entry;
            _heads[key] = place;
            return;
        }

        _heads[key] = _entries.Count;
        _entries.Add(entry);
    }

    private bool Remove(JournalKey key, Predicate<Entry> which)
    {
        int before = None;
        for (int i = Head(key); i != None; before = i, i = _entries[i].Next)
        {
            if (!which(_entries[i]))
            {
                continue;
            }

            int next = _entries[i].Next;
            if (before != None)
            {
                _entries[before] = _entries[before] with { Next = next };
            }
            else if (next != None)
            {
                _heads[key] = next;
            }
            else
            {
                _heads.Remove(key);
            }

            _entries[i] = default;
            _free.Push(i);
            return true;
        }

        return false;
    }

    private bool Any(JournalKey key, Predicate<Entry> which)
    {
        for (int i = Head(key); i != None; i = _entries[i].Next)
        {
            if (which(_entries[i]))
            {
                return true;
            }
        }

        return false;
    }

    private int Head(JournalKey key) => _heads.TryGetValue(key, out int head) ? head : None;

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

    private readonly record struct Entry(int Next, int Run, ulong Item, ulong Source, long At, bool IsUsed);
}
