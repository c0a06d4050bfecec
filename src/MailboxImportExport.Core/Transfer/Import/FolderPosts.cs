using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.FastTransfer;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// What the runs of this process send into one folder: a run that looks for an item of its own must not take one that another has made.
/// Kept as long as a run writes into the folder.
/// </summary>
internal sealed class FolderPosts : IDisposable
{
    private static readonly UsedByKey<FolderPosts> Used = new(StringComparer.Ordinal, static key => new FolderPosts(key));

    private readonly string _key;
    private readonly object _lock = new();
    private readonly List<Task> _underWay = [];

    // Hashes of the ids of items that answer for one of a run.
    private readonly ChunkedList<ulong> _made = new();

    private FolderPosts(string key) => _key = key;

    /// <summary>What is sent, and its answer has not come yet.</summary>
    public IReadOnlyList<Task> UnderWay
    {
        get
        {
            lock (_lock)
            {
                return [.. _underWay];
            }
        }
    }

    /// <summary>Those into a folder; each user disposes it once.</summary>
    /// <param name="key">The service, the mailbox and the folder.</param>
    public static FolderPosts Take(string key) => Used.Take(key);

    /// <summary>An item is being sent: until its answer is known, nobody can tell whose an item is that is like it.</summary>
    /// <param name="ended">Ends when the answer is known, or is not going to come.</param>
    public void Begin(Task ended)
    {
        lock (_lock)
        {
            _underWay.RemoveAll(static t => t.IsCompleted);
            _underWay.Add(ended);
        }
    }

    /// <summary>An item answers for one that was sent.</summary>
    /// <param name="item">Hash of its id.</param>
    /// <returns>Whether it did not answer for another already.</returns>
    public bool TryAdd(ulong item)
    {
        lock (_lock)
        {
            if (Has(item))
            {
                return false;
            }

            _made.Add(item);
            return true;
        }
    }

    /// <summary>The service has named an item that was sent.</summary>
    /// <param name="item">Hash of its id.</param>
    public void Add(ulong item)
    {
        lock (_lock)
        {
            _made.Add(item);
        }
    }

    /// <summary>Whether an item answers for one that was sent.</summary>
    /// <param name="item">Hash of its id.</param>
    public bool IsMade(ulong item)
    {
        lock (_lock)
        {
            return Has(item);
        }
    }

    /// <summary>Tells each item that answers for one that was sent.</summary>
    public void Tell(Action<ulong> each)
    {
        lock (_lock)
        {
            for (int i = 0; i < _made.Count; i++)
            {
                each(_made[i]);
            }
        }
    }

    /// <summary>A run writes no more into the folder.</summary>
    public void Dispose() => Used.Leave(_key);

    private bool Has(ulong item)
    {
        for (int i = 0; i < _made.Count; i++)
        {
            if (_made[i] == item)
            {
                return true;
            }
        }

        return false;
    }
}
