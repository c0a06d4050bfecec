using System;

namespace MailboxImportExport.Transfer.Import;

/// <summary>An array for a number of values that is known roughly: made as large at once, and by a quarter larger where that was too little.</summary>
internal sealed class GrowingArray<T>
{
    // The count that a service names is only a hint.
    private const int MostExpected = 4 * 1024 * 1024;
    private const int LeastGrowth = 64;

    private T[] _values;

    public GrowingArray(long expected) => _values = new T[(int)Math.Min(MostExpected, Math.Max(0, expected))];

    public int Count { get; private set; }

    /// <summary>The values, with room for more behind the last.</summary>
    public T[] Values => _values;

    public void Add(T value)
    {
        if (Count == _values.Length)
        {
            Array.Resize(ref _values, Count + Math.Max(LeastGrowth, Count / 4));
        }

        _values[Count++] = value;
    }
}
