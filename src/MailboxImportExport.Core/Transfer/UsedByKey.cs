using System;
using System.Collections.Generic;

namespace MailboxImportExport.Transfer;

/// <summary>What several runs of this process use together, known by a key: made for the first of them, and gone with the last. From any thread.</summary>
internal sealed class UsedByKey<T>(StringComparer comparer, Func<string, T> make)
    where T : class
{
    private readonly object _lock = new();
    private readonly Dictionary<string, (T Value, int Users)> _used = new(comparer);

    /// <summary>One more uses it; each leaves it once.</summary>
    public T Take(string key)
    {
        lock (_lock)
        {
            (T Value, int Users) used = _used.TryGetValue(key, out (T Value, int Users) known) ? known : (make(key), 0);
            _used[key] = (used.Value, used.Users + 1);
            return used.Value;
        }
    }

    /// <summary>One uses it no more.</summary>
    public void Leave(string key)
    {
        lock (_lock)
        {
            (T value, int users) = _used[key];
            if (users == 1)
            {
                _used.Remove(key);
                return;
            }

            _used[key] = (value, users - 1);
        }
    }
}
