using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Rivals;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>How large the content of items is; what a listing says of sizes is another number.</summary>
internal sealed class ContentSizes
{
    private const double Million = 1_000_000;
    private readonly IReadOnlyDictionary<string, long> _bytes;

    private ContentSizes(IReadOnlyDictionary<string, long> bytes) => _bytes = bytes;

    /// <summary>Finds out by exporting them once.</summary>
    /// <param name="setting">A sandbox that answers at once. One that is slow has the same items when it has the same content.</param>
    /// <param name="items">The items.</param>
    public static async Task<ContentSizes> OfAsync(Setting setting, IReadOnlyList<MailboxItem> items)
    {
        using WorkFolder work = WorkFolder.InMemory();
        string path = work.NewPath();
        await setting.Engine.ExportAsync(items, path).ConfigureAwait(false);
        ItemFiles files = new(path, items);
        return new ContentSizes(items.ToDictionary(static item => item.ItemId, item => new FileInfo(files.PathOf(item.ItemId)).Length));
    }

    public long BytesOf(MailboxItem item) => _bytes[item.ItemId];

    /// <summary>Millions of bytes of several items.</summary>
    public double MegabytesOf(IEnumerable<MailboxItem> items) => items.Sum(BytesOf) / Million;
}
