using System;
using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Measure;

/// <summary>A sample of a listing whose length nobody knows beforehand: every item has the same chance (reservoir sampling).</summary>
internal sealed class ItemSample(int size)
{
    // The same mailbox gives the same sample, so that two measurements can be compared.
    private readonly Random _random = new(1);
    private readonly List<MailboxItem> _items = [];
    private long _seen;

    /// <summary>The items of the sample.</summary>
    public IReadOnlyList<MailboxItem> Items => _items;

    /// <summary>Shows an item to the sample.</summary>
    public void See(MailboxItem item)
    {
        _seen++;
        if (_items.Count < size)
        {
            _items.Add(item);
            return;
        }

        long place = (long)(_random.NextDouble() * _seen);
        if (place < size)
        {
            _items[(int)place] = item;
        }
    }
}
