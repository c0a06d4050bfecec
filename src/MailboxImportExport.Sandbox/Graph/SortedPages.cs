using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Pages of a list that has been collected; only as much of its order is worked out as a page needs.</summary>
internal sealed class SortedPages<T>(int total, IEnumerable<T> ordered) : IPageSource<T>
{
    public IReadOnlyList<T> Take(int skip, int count) => [.. ordered.Skip(skip).Take(count)];

    public int Count() => total;
}
