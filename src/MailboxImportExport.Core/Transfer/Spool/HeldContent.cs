using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Import;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>
/// Content behind an exported item: in memory when small, in the spool file else. It can be claimed by one command at a time
/// and gives its room back when that command is done with it, or when nobody knows it any more.
/// </summary>
internal sealed class HeldContent : IItemContent
{
    private readonly object _lock = new();
    private readonly SpoolBudget _budget;
    private byte[]? _memory;
    private SpooledItem? _spooled;
    private ContentState? _state;

    public HeldContent(SpoolBudget budget, string name, byte[] sha256, byte[]? memory, SpooledItem? spooled)
    {
        _budget = budget;
        _memory = memory;
        _spooled = spooled;
        Name = name;
        Sha256 = sha256;
        Length = memory?.Length ?? spooled!.Length;
        _state = ContentState.Undelivered;
        budget.Move(null, _state);
    }

    ~HeldContent() => Release();

    public string Name { get; }

    public long Length { get; }

    public byte[]? Sha256 { get; }

    /// <summary>The run that exported it.</summary>
    public IContentOwner? Owner { get; init; }

    /// <summary>Where it counts as done as long as nobody drops it before the pipeline has it.</summary>
    public Ledger? Ledger { get; set; }

    /// <summary>The pipeline has it now.</summary>
    public void Deliver() => Move(ContentState.Undelivered, ContentState.Delivered);

    /// <summary>A running command takes it, wherever it was.</summary>
    public void Claim()
    {
        lock (_lock)
        {
            ContentState? state = _state ?? throw Errors.ContentReleased(Name);
            if (state == ContentState.Claimed)
            {
                throw Errors.ContentInUse(Name);
            }

            _budget.Move(state, ContentState.Claimed);
            _state = ContentState.Claimed;
            Owner?.Take();
        }
    }

    /// <summary>The command did not use it: the user still has it.</summary>
    public void Unclaim() => Move(ContentState.Claimed, ContentState.Delivered);

    /// <summary>Gives the room back; the content cannot be read any more.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (_state is null)
            {
                return;
            }

            if (_state == ContentState.Undelivered)
            {
                Ledger?.Withdraw(Length);
            }

            _budget.Move(_state, null);
            _budget.Return(_memory?.Length ?? 0, 0);
            _spooled?.Dispose();
            _state = null;
            _memory = null;
            _spooled = null;
        }
    }

    public Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Stream stream = (_memory, _spooled) switch
            {
                (byte[] memory, _) => new MemoryStream(memory, writable: false),
                (_, SpooledItem spooled) => new SpoolReadStream(spooled, this),
                _ => throw Errors.ContentReleased(Name),
            };
            return Task.FromResult(stream);
        }
    }

    private void Move(ContentState from, ContentState to)
    {
        lock (_lock)
        {
            if (_state == from)
            {
                _budget.Move(from, to);
                _state = to;
            }
        }
    }
}
