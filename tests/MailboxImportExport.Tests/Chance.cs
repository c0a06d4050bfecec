using System.Collections.Generic;

namespace MailboxImportExport.Tests;

/// <summary>Takes one number after the other for one decision after the other. Zero is the harmless choice everywhere, and so is what lies behind the last number.</summary>
internal sealed class Chance(IReadOnlyList<int> numbers)
{
    private readonly object _lock = new();
    private int _next;

    /// <summary>A number from 0 on, below a limit.</summary>
    public int Next(int limit)
    {
        lock (_lock)
        {
            return _next < numbers.Count ? numbers[_next++] % limit : 0;
        }
    }

    /// <summary>Whether something happens that happens once in so many times.</summary>
    public bool OneIn(int times) => Next(times) == times - 1;
}
