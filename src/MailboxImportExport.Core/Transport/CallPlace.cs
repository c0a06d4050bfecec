using System;
using System.Threading;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transport;

/// <summary>A call that may run; disposing it ends the call. What the service answered has to be told, because it decides how many calls run next.</summary>
internal sealed class CallPlace(MailboxGovernor mailbox, int generation, int troubles, TimeSpan began, long uploadBytes) : IDisposable
{
    private MailboxGovernor? _mailbox = mailbox;
    private long _uploadBytes = uploadBytes;

    /// <summary>When the call was let in.</summary>
    public TimeSpan Began { get; } = began;

    /// <summary>How often the service had asked to slow down when the call began: what it answers to older calls is no news.</summary>
    public int Generation { get; } = generation;

    /// <summary>How often it had asked that, or calls had been lost, by then.</summary>
    public int Troubles { get; } = troubles;

    /// <summary>The answer came, whole.</summary>
    public void Succeed() => Volatile.Read(ref _mailbox)?.Succeed(this);

    /// <summary>The call is sent once more, to where the service has sent it.</summary>
    public void SendOn() => Volatile.Read(ref _mailbox)?.SendOn();

    /// <summary>The service refused the call. Only what asks to slow down counts.</summary>
    public void Refuse(ServiceFault fault)
    {
        if (fault.StatusCode is 429 or 503)
        {
            Volatile.Read(ref _mailbox)?.Refuse(this, fault);
        }
    }

    /// <summary>What became of the call is not known: the service failed, or its answer was lost. The next calls wait a little.</summary>
    public void Break() => Volatile.Read(ref _mailbox)?.Break(this);

    /// <summary>Tells how many bytes of the body were sent: what was not may be sent by others.</summary>
    public void Settle(long sent)
    {
        long unsent = Interlocked.Exchange(ref _uploadBytes, 0) - sent;
        if (unsent > 0)
        {
            Volatile.Read(ref _mailbox)?.GiveBack(this, unsent);
        }
    }

    public void Dispose() => Interlocked.Exchange(ref _mailbox, null)?.Leave();
}
