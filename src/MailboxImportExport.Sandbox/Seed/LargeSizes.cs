using System;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>
/// Sizes of large items, spread evenly from one to another. There are few different ones, so that what is prepared for a size serves all items
/// that have it.
/// </summary>
internal sealed record LargeSizes(long Least, long Most)
{
    private const int MostSizes = 5;

    /// <summary>The size of an item.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="count">How many there are.</param>
    public long Of(int index, int count)
    {
        int sizes = Math.Min(count, MostSizes);
        return sizes == 1 ? Most : Least + ((Most - Least) * (index % sizes) / (sizes - 1));
    }
}
