using System;
using System.Collections.Generic;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// A list that grows without ever asking for a large array or copying what it has: how much room a stream takes must follow its
/// length, whatever it says.
/// </summary>
internal sealed class ChunkedList<T>
{
    private const int FirstLength = 64;
    private const int ChunkBits = 12;
    private const int ChunkLength = 1 << ChunkBits;

    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    public ref T this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkLength - 1)];

    public void Add(T value)
    {
        int inside = Count & (ChunkLength - 1);
        if (inside == 0)
        {
            _chunks.Add(new T[_chunks.Count == 0 ? FirstLength : ChunkLength]);
        }

        T[] last = _chunks[_chunks.Count - 1];
        if (inside == last.Length)
        {
            Array.Resize(ref last, last.Length * 2);
            _chunks[_chunks.Count - 1] = last;
        }

        last[inside] = value;
        Count++;
    }
}
