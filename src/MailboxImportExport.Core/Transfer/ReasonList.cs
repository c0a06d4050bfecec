using System.Collections.Generic;

namespace MailboxImportExport.Transfer;

/// <summary>Why something is partial, each reason once and no more of them than somebody reads. From any thread.</summary>
internal sealed class ReasonList
{
    private const int Most = 20;

    private readonly object _lock = new();
    private readonly List<string> _reasons = [];

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _reasons.Count == 0;
            }
        }
    }

    /// <summary>All of them, in the order in which they came.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _reasons];
            }
        }
    }

    public void Add(string reason)
    {
        lock (_lock)
        {
            // The same for every item of a mailbox that cannot be opened is said once, and a list without end helps nobody.
            if (_reasons.Count < Most && !_reasons.Contains(reason))
            {
                _reasons.Add(reason);
            }
        }
    }
}
