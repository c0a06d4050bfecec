using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Reading;

namespace MailboxImportExport.Benchmarks.ItemStreams;

/// <summary>What runs under the limit.</summary>
internal static class LargeItemChild
{
    private const double Megabyte = 1024 * 1024;

    /// <summary>Reads the item in a file in every way that a user can.</summary>
    public static async Task<int> RunAsync(string path)
    {
        NamedContent content = new(path, FileContent.Of(path), null);
        MailboxItemContent item;
        using (OpenedItem opened = await OpenedItem.OpenAsync(content, CancellationToken.None).ConfigureAwait(false))
        {
            item = opened.Convert([]);
        }

        string folder = Path.Combine(Path.GetDirectoryName(path)!, "attachments");
        FileInfo? saved = await new SaveAttachments(folder).SaveAsync(item.Attachments[0], CancellationToken.None).ConfigureAwait(false);
        List<ItemComparison> comparisons = [];
        CompareItems compare = new(
            comparison =>
            {
                comparisons.Add(comparison);
                return Task.CompletedTask;
            },
            static (failure, _) => throw failure);
        await compare.ComparePairAsync(content, content, CancellationToken.None).ConfigureAwait(false);

        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Under a limit of {memory.TotalAvailableMemoryBytes / Megabyte:N0} MB: heap {GC.GetTotalMemory(forceFullCollection: false) / Megabyte:N1} MB at the end, {GC.GetTotalAllocatedBytes() / Megabyte:N1} MB allocated in all."));
        bool isGood = memory.TotalAvailableMemoryBytes <= LargeItem.HeapLimit && item.IsComplete && saved?.Length == item.Attachments[0].Size && comparisons.Single().Verdict == ItemComparisonVerdict.Equal;
        return isGood ? 0 : 1;
    }
}
