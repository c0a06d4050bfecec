using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Measure;

/// <summary>Counts items and bytes by folder, class and year.</summary>
internal sealed class ContentTally
{
    private readonly Dictionary<string, MailboxContentShare> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MailboxContentShare> _classes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MailboxContentShare> _years = new(StringComparer.Ordinal);

    public long Items { get; private set; }

    public long Bytes { get; private set; }

    public long Largest { get; private set; }

    public IReadOnlyList<MailboxContentShare> ByFolder => [.. _folders.Values.OrderByDescending(static s => s.Bytes)];

    public IReadOnlyList<MailboxContentShare> ByClass => [.. _classes.Values.OrderByDescending(static s => s.Bytes)];

    public IReadOnlyList<MailboxContentShare> ByYear => [.. _years.Values.OrderBy(static s => s.Name, StringComparer.Ordinal)];

    public void Add(MailboxItem item)
    {
        Items++;
        Bytes += item.Size;
        Largest = Math.Max(Largest, item.Size);
        Add(_folders, item.FolderPath, item.Size);
        Add(_classes, item.ItemClass ?? string.Empty, item.Size);
        Add(_years, item.Time?.UtcDateTime.Year.ToString("0000", CultureInfo.InvariantCulture) ?? string.Empty, item.Size);
    }

    private static void Add(Dictionary<string, MailboxContentShare> shares, string name, long size)
    {
        MailboxContentShare before = shares.TryGetValue(name, out MailboxContentShare? known) ? known : new MailboxContentShare(name, 0, 0);
        shares[name] = before with { Items = before.Items + 1, Bytes = before.Bytes + size };
    }
}
