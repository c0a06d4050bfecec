using System;
using System.Collections;
using System.Collections.Generic;

namespace MailboxImportExport.Model;

/// <summary>A list of names that reads well as a text too: Export-Csv would write the type of a plain array.</summary>
public sealed class TextList : IReadOnlyList<string>
{
    private readonly IReadOnlyList<string> _items;

    internal TextList(IReadOnlyList<string> items) => _items = items;

    internal static TextList Empty { get; } = new(Array.Empty<string>());

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public string this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join("; ", _items);
}
