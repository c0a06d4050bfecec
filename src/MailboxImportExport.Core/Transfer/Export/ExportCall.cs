using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Export;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>
/// One exportItems call. An attempt that breaks keeps what it has delivered; the next attempt asks for the rest only. Ids that
/// nobody asked for, and second answers to one id, are faults of the service and are reported, not stored.
/// </summary>
internal sealed class ExportCall : IItemSink
{
    private readonly string _mailboxId;
    private readonly string _servedBy;
    private readonly IExportTarget _target;
    private readonly IRunLog _log;
    private readonly Action<ExportAttempt, ExportedMailboxItem> _done;
    private readonly Dictionary<string, ExportAttempt> _open;
    private readonly Func<IReadOnlyCollection<ExportAttempt>, IReadOnlyList<ExportAttempt>>? _fill;
    private readonly List<(ExportAttempt Attempt, ServiceFault Fault)> _refused = [];

    /// <param name="mailboxId">The mailbox that the items belong to.</param>
    /// <param name="servedBy">The mailbox that is asked: the same, or a further part of an auto-expanding archive.</param>
    /// <param name="items">The items.</param>
    /// <param name="target">Where they stay.</param>
    /// <param name="log">Told of answers that nobody asked for.</param>
    /// <param name="done">Told of each item that is kept.</param>
    /// <param name="fill">Gives what joins the call before it is sent, or null.</param>
    public ExportCall(
        string mailboxId,
        string servedBy,
        IReadOnlyList<ExportAttempt> items,
        IExportTarget target,
        IRunLog log,
        Action<ExportAttempt, ExportedMailboxItem> done,
        Func<IReadOnlyCollection<ExportAttempt>, IReadOnlyList<ExportAttempt>>? fill = null)
    {
        _fill = fill;
        _mailboxId = mailboxId;
        _servedBy = servedBy;
        _target = target;
        _log = log;
        _done = done;

        // Ids differ by letter case only, at times.
        _open = items.ToDictionary(static a => a.Request.ItemId, StringComparer.Ordinal);
        Asked = _open.Count;
    }

    /// <summary>Ids in the call.</summary>
    public int Asked { get; private set; }

    /// <summary>Items that no answer has mentioned.</summary>
    public IReadOnlyCollection<ExportAttempt> Open => _open.Values;

    /// <summary>Items for which the service reported an error.</summary>
    public IReadOnlyList<(ExportAttempt Attempt, ServiceFault Fault)> Refused => _refused;

    /// <summary>The request that was answered last.</summary>
    public RequestIds? Request { get; private set; }

    public async Task RunAsync(GraphConnection connection, CancellationToken cancellationToken)
    {
        GraphCall call = new()
        {
            Method = HttpMethod.Post,
            Address = GraphAddress.ExportItems(_servedBy),
            MailboxId = _mailboxId,
            MakeBody = MakeBody,
            Doing = $"exporting items of {connection.Known.NameOf(_mailboxId)}",
            Target = connection.Known.NameOf(_mailboxId),
        };
        await connection.Client.ExportAsync(call, ReadAsync, static fault => fault, _log, cancellationToken).ConfigureAwait(false);
    }

    // Made when it is the turn of the call, and again when the service refused it: until something was answered the call may grow.
    private byte[] MakeBody()
    {
        foreach (ExportAttempt joined in Request is null && _fill is not null ? _fill(_open.Values) : [])
        {
            _open.Add(joined.Request.ItemId, joined);
            Asked++;
        }

        return JsonSerializer.SerializeToUtf8Bytes(new ExportRequestJson([.. _open.Keys]), GraphJson.Default.ExportRequestJson);
    }

    public Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken) => _target.OpenLargeAsync(cancellationToken);

    public async Task TakeAsync(ExportEntry entry, CancellationToken cancellationToken)
    {
        if (entry.ItemId is null || !_open.TryGetValue(entry.ItemId, out ExportAttempt? attempt))
        {
            entry.Large?.Dispose();
            _log.Warning($"The service answered for an item that was not asked for, or twice: {entry.ItemId ?? "without an id"}. That answer was dropped.");
            return;
        }

        if (entry.ErrorCode is not null || !entry.HasContent || entry.Length == 0)
        {
            entry.Large?.Dispose();
            _open.Remove(entry.ItemId);
            _refused.Add((attempt, new ServiceFault { Code = entry.ErrorCode ?? "NoContent", Message = entry.ErrorMessage ?? "The answer has neither content nor an error." }));
            return;
        }

        ExportedMailboxItem item = await _target.KeepAsync(attempt.Request, entry, cancellationToken).ConfigureAwait(false);
        _open.Remove(entry.ItemId);
        _done(attempt, item);
    }

    // Gives an entry by which the service says that it is too busy, or null.
    private async Task<ServiceFault?> ReadAsync(HttpResponseMessage response, Stream body, CancellationToken cancellationToken)
    {
        Request = RequestIds.Of(response);
        int refusedBefore = _refused.Count;
        try
        {
            using ExportAnswerReader reader = new(body, this);
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (_open.Count == 0 && e is IOException or HttpRequestException or TimeoutException or MailboxImportExportException { Kind: FailureKind.ServiceAnswerInvalid })
        {
            // Everything that was asked for has come; only the end of the answer is missing.
            _log.Debug($"The answer {response.StatusCode} broke behind its last item: {e.Message}");
        }

        return _refused.Skip(refusedBefore).Select(static r => r.Fault).FirstOrDefault(static f => PassingFault.IsOfService(f.Code));
    }
}
