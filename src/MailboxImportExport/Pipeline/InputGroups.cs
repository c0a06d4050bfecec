using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace MailboxImportExport.Pipeline;

/// <summary>Takes together what has arrived meanwhile, so that one call can serve several records; never waits for a group to fill.</summary>
internal static class InputGroups
{
    public static async IAsyncEnumerable<IReadOnlyList<T>> ReadGroupsAsync<T>(this ChannelReader<T> reader, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            List<T> group = [];
            while (group.Count < most && reader.TryRead(out T? record))
            {
                group.Add(record);
            }

            if (group.Count > 0)
            {
                yield return group;
            }
        }
    }

    /// <summary>Gives the records one by one, each group after something was done for all of it.</summary>
    public static async IAsyncEnumerable<T> ReadPreparedAsync<T>(
        this ChannelReader<T> reader,
        int most,
        Func<IReadOnlyList<T>, CancellationToken, Task> prepare,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<T> group in reader.ReadGroupsAsync(most, cancellationToken).ConfigureAwait(false))
        {
            await prepare(group, cancellationToken).ConfigureAwait(false);
            foreach (T record in group)
            {
                yield return record;
            }
        }
    }
}
