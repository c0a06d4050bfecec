using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Remove;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>Removes the items of groups from their source, one group after the other, as many as the time allows. What was removed is in the account also when the run is stopped.</summary>
internal sealed class MoveRemoval
{
    // Items that are removed while no other move may: few enough that one in the other direction need not wait for a whole mailbox.
    private const int Turn = 200;

    private readonly TimeAllowance _allowance;
    private readonly ItemRemoval _removal;
    private readonly Uri _source;
    private readonly string _target;
    private MoveGroup? _group;

    public MoveRemoval(GraphConnection source, CopyTarget target, TimeAllowance allowance, ITransferOutput<ImportedMailboxItem> output, IRunLog log)
    {
        _allowance = allowance;
        _source = source.GraphEndpoint;
        _target = MoveGuard.NameOf(target.Connection.GraphEndpoint, target.Store.MailboxId);
        _removal = new ItemRemoval(source, permanently: false, (failure, name) => output.FailedAsync(failure, name), log)
        {
            Check = new CopyCheck(target.Connection, log).RunAsync,
            Ended = (request, result, failure) => _group?.Account.Log?.Write(MoveRecord.Of(request, _group.Account.Name, result, failure)),
        };
    }

    /// <summary>Removes what is proven.</summary>
    /// <returns>Whether all of it was tried.</returns>
    public async Task<bool> RunAsync(MoveGroup group, CancellationToken cancellationToken)
    {
        _group = group;
        using IEnumerator<RemovalRequest> proven = group.Proven().GetEnumerator();
        string source = MoveGuard.NameOf(_source, group.Account.MailboxId);
        bool hasMore = proven.MoveNext();
        while (hasMore && !_allowance.IsOver)
        {
            using (await MoveGuard.Process.EnterAsync(source, _target, cancellationToken).ConfigureAwait(false))
            {
                hasMore = await RemoveSomeAsync(group, proven, cancellationToken).ConfigureAwait(false);
            }
        }

        return !hasMore;
    }

    private async Task<bool> RemoveSomeAsync(MoveGroup group, IEnumerator<RemovalRequest> proven, CancellationToken cancellationToken)
    {
        bool hasMore = true;
        (int removed, int failed) = Count();
        try
        {
            await _removal.RunAsync(Next(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            (int removedNow, int failedNow) = Count();
            group.Settle(removedNow - removed, failedNow - failed);
        }

        return hasMore;

        IEnumerable<RemovalRequest> Next()
        {
            for (int i = 0; i < Turn && hasMore && !_allowance.IsOver; i++)
            {
                yield return proven.Current;
                hasMore = proven.MoveNext();
            }
        }
    }

    // Gone: the answer to our own first attempt was lost, or its owner was faster. It is not there any more.
    private (int Removed, int Failed) Count() => (_removal.Removed + _removal.Gone, _removal.Failed);
}
