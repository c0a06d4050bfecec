using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;

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
}
