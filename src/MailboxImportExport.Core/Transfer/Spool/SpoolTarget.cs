using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Export;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>Keeps exported items for the pipeline: small ones in memory, the rest in one spool file of the run.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA2213:Disposable fields should be disposed", Justification = "A semaphore without a wait handle holds nothing, and a call may still end after the run.")]
internal sealed class SpoolTarget : IExportTarget, IContentOwner, IDisposable
{
    /// <summary>Bytes of spool files in the process unless told otherwise.</summary>
    public const long DefaultLimit = 512L * 1024 * 1024;

    private const int MostTries = 3;

    private readonly SpoolBudget _budget;
    private readonly string _folder;
    private readonly long _limit;
    private readonly Func<string, SpoolFile> _create;
    private readonly object _lock = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SpoolFile? _file;

    // Why the command that took exported items takes no more.
    private volatile Exception? _refusal;
    private volatile MailboxImportExportException? _debt;
    private volatile bool _isTaken;

    /// <param name="budget">The room.</param>
    /// <param name="folder">The folder for the spool file.</param>
    /// <param name="limit">Bytes that spool files of the process may take.</param>
    /// <param name="create">Makes the spool file; null for a real one.</param>
    public SpoolTarget(SpoolBudget budget, string folder, long limit, Func<string, SpoolFile>? create = null)
    {
        _create = create ?? SpoolFile.Create;
        _budget = budget;
        _folder = folder;
        _limit = limit;
    }

    /// <summary>Whether a command of the module has taken something of what was given out.</summary>
    public bool IsTaken => _isTaken;

    /// <inheritdoc/>
    public MailboxImportExportException? Debt
    {
        get => _debt;
        set => _debt = value;
    }

    /// <inheritdoc/>
    public void Take() => _isTaken = true;

    // A quarter free before a call, so that a batch rarely has to be given up; everything after one was, or whatever there is, a few
    // times, when nobody will make more: a command behind us may keep the last item that it had.
    public async Task<IDisposable> BeginCallAsync(long expected, int pressures, CancellationToken cancellationToken)
    {
        RoomRequest room = new(pressures == 0 ? _limit / 4 : _limit, _limit)
        {
            TakesLess = pressures is > 0 and <= MostTries,
            Refusal = () => _refusal,
            Owner = this,
        };
        if (pressures == 0)
        {
            await _budget.WaitForRoomAsync(room, cancellationToken).ConfigureAwait(false);
            return new Arrival(_budget, null);
        }

        // One at a time: two that were given the same room would both be given up again.
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _budget.WaitForRoomAsync(room, cancellationToken).ConfigureAwait(false);
            return new Arrival(_budget, _turn);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    public Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken)
        => Task.FromResult<ILargeItem>(new SpooledItem(OpenFile(), _budget, _limit));

    public async Task<ExportedMailboxItem> KeepAsync(ExportRequest request, ExportEntry entry, CancellationToken cancellationToken)
    {
        SpooledItem? spooled = (SpooledItem?)entry.Large;
        byte[]? memory = null;
        if (spooled is null && _budget.TryTakeMemory(entry.Small.Count))
        {
            memory = entry.Small.AsSpan().ToArray();
        }
        else if (spooled is null)
        {
            spooled = await SpoolAsync(entry.Small, cancellationToken).ConfigureAwait(false);
        }

        return new ExportedMailboxItem
        {
            SourceMailboxId = request.MailboxId,
            SourceItemId = request.ItemId,
            SourceFolderId = request.Item?.FolderId,
            SourceFolderPath = request.Item?.FolderPath,
            ChangeKey = entry.ChangeKey,
            ItemClass = request.Item?.ItemClass,
            Subject = request.Item?.Subject,
            Sender = request.Item?.Sender,
            Received = request.Item?.Received,
            Size = entry.Length,
            Sha256 = Hex.Of(entry.Sha256),
            Item = request.Item,
            Content = new HeldContent(_budget, request.Name, entry.Sha256, memory, spooled) { Owner = this },
        };
    }

    /// <summary>Told when the command that takes exported items goes on without any more of them.</summary>
    public Action<MailboxImportExportException>? Stopping { get; set; }

    /// <inheritdoc/>
    public void Refuse(Exception failure)
    {
        if (failure is MailboxImportExportException end && FailureScope.EndsMailbox(end.Kind))
        {
            Stopping?.Invoke(end);
            return;
        }

        _refusal ??= failure;
        _budget.LookAgain();
    }

    /// <summary>The run ends; the file stays until the last handle on it is gone.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _file?.LetGo();
            _file = null;
        }
    }

    private async Task<SpooledItem> SpoolAsync(ArraySegment<byte> content, CancellationToken cancellationToken)
    {
        SpooledItem item = new(OpenFile(), _budget, _limit);
        try
        {
            await item.WriteAsync(content.Array!, content.Count, cancellationToken).ConfigureAwait(false);
            return item;
        }
        catch
        {
            item.Dispose();
            throw;
        }
    }

    private SpoolFile OpenFile()
    {
        lock (_lock)
        {
            return _file ??= CreateFile();
        }
    }

    private SpoolFile CreateFile()
    {
        try
        {
            Directory.CreateDirectory(_folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.SpoolNotWritable(_folder, e);
        }

        return _create(_folder);
    }

    private sealed class Arrival : IDisposable
    {
        private readonly SemaphoreSlim? _turn;
        private SpoolBudget? _budget;

        public Arrival(SpoolBudget budget, SemaphoreSlim? turn)
        {
            _budget = budget;
            _turn = turn;
            budget.Move(null, ContentState.Arriving);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _budget, null) is SpoolBudget budget)
            {
                budget.Move(ContentState.Arriving, null);
                _turn?.Release();
            }
        }
    }
}
