using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Benchmarks.Rivals;

/// <summary>Does work side by side: each lane takes the next piece when it has done one.</summary>
internal static class Lanes
{
    public static Task RunAsync<T>(int lanes, IReadOnlyList<T> pieces, Func<T, Task> work)
    {
        int next = -1;
        return Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => Task.Run(async () =>
        {
            for (int index = Interlocked.Increment(ref next); index < pieces.Count; index = Interlocked.Increment(ref next))
            {
                await work(pieces[index]).ConfigureAwait(false);
            }
        })));
    }
}
