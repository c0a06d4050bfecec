using System;
using System.Collections.Generic;
using MailboxImportExport.Graph;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Log;

/// <summary>
/// Writes down what a run did, a line of JSON for each item: for auditors, and for programs that watch. Tokens, secrets and links
/// of import sessions are in no line.
/// </summary>
internal sealed class TransferLog : IDisposable
{
    private readonly LogFile _file;
    private readonly TimeProvider _time;
    private readonly TransferLogRecord _common;

    private TransferLog(LogFile file, TimeProvider time, TransferLogRecord common)
    {
        _file = file;
        _time = time;
        _common = common;
    }

    /// <summary>Opens the file and writes that the run begins.</summary>
    /// <param name="path">The file; lines are added to one that is there. Null: nothing is logged.</param>
    /// <param name="connection">Who works.</param>
    /// <param name="command">The command that runs.</param>
    /// <param name="target">Who works on the target, where there is one.</param>
    /// <param name="files">How files are written to; null for the real ones.</param>
    public static TransferLog? Open(string? path, GraphConnection connection, string command, GraphConnection? target = null, IItemFolderFiles? files = null)
    {
        if (path is null)
        {
            return null;
        }

        TokenIdentity identity = connection.Identity;
        TokenIdentity? other = target is null || target == connection ? null : target.Identity;
        TransferLog log = new(LogFile.Open(path, files ?? new ItemFolderFiles()), connection.Time, new TransferLogRecord
        {
            Run = Guid.NewGuid().ToString("N"),
            Command = command,
            Account = identity.Account,
            Tenant = identity.TenantId,
            Application = identity.ClientId,
            TargetAccount = other?.Account,
            TargetTenant = other?.TenantId,
            TargetApplication = other?.ClientId,
        });
        log.Write(new TransferLogRecord { Event = "Begin" });
        return log;
    }

    /// <summary>Writes a line; who, when and which run are added.</summary>
    public void Write(TransferLogRecord record) => _file.Write(TransferLogJson.Line(record with
    {
        Time = _time.GetUtcNow(),
        Run = _common.Run,
        Command = _common.Command,
        Account = _common.Account,
        Tenant = _common.Tenant,
        Application = _common.Application,
        TargetAccount = _common.TargetAccount,
        TargetTenant = _common.TargetTenant,
        TargetApplication = _common.TargetApplication,
    }));

    /// <summary>Writes the accounts with which the run ends.</summary>
    public void End(IEnumerable<MailboxTransferSummary> summaries)
    {
        foreach (MailboxTransferSummary summary in summaries)
        {
            bool isMove = summary.Removed + summary.Kept > 0;
            Write(new TransferLogRecord
            {
                Event = "End",
                Mailbox = summary.Mailbox,
                MailboxId = summary.MailboxId,
                Result = summary.Verdict.ToString(),
                Message = summary.Reasons.Count == 0 ? null : string.Join("; ", summary.Reasons),
                Requested = summary.Requested,
                Done = summary.Done,
                Skipped = summary.Skipped,
                Gone = summary.Gone,
                Failed = summary.FailedCount,
                Pending = summary.Pending,
                Removed = isMove ? summary.Removed : null,
                Kept = isMove ? summary.Kept : null,
                Bytes = summary.Bytes,
            });
        }
    }

    public void Dispose() => _file.Dispose();
}
