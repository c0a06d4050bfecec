using System;
using System.Globalization;
using System.Threading;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transport;

/// <summary>How the service let one run work on one mailbox; tells the user once when it has to wait.</summary>
internal sealed class PacingWatch(MailboxGovernor governor, string name, IRunLog log, TimeSpan heldBefore, int lanes)
{
    private readonly object _lowestLock = new();
    private int _lowest = lanes;
    private int _told;

    /// <summary>Time in which calls to the mailbox had to wait since the run began.</summary>
    public TimeSpan Throttled => governor.Look().Held - heldBefore;

    /// <summary>Calls at once that the mailbox takes, as far as is known now.</summary>
    public int Lanes => governor.Look().Lanes;

    /// <summary>The fewest calls at once since the run began.</summary>
    public int LowestLanes => Math.Min(Volatile.Read(ref _lowest), Lanes);

    /// <summary>Calls at once of the application over all mailboxes, as far as is known now.</summary>
    public int Ceiling => governor.Look().Ceiling;

    /// <summary>The mailbox has to wait.</summary>
    /// <param name="lanesLeft">Calls at once from now on.</param>
    /// <param name="wait">How long.</param>
    /// <param name="fault">What the service answered, or null when a documented limit is used up.</param>
    /// <param name="goesOn">Whether that is waited for.</param>
    public void Note(int lanesLeft, TimeSpan wait, ServiceFault? fault, bool goesOn)
    {
        lock (_lowestLock)
        {
            _lowest = Math.Min(_lowest, lanesLeft);
        }

        if (!goesOn || Interlocked.Exchange(ref _told, 1) != 0)
        {
            return;
        }

        string seconds = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        string status = fault?.StatusCode.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
        string reason = fault is null
            ? "the requests or the upload bytes that one application may send to one mailbox are used up"
            : $"the service asks to slow down ({status}{(fault.Message is null ? string.Empty : ": " + fault.Message.TrimEnd('.'))})";
        log.Warning(
            $"{name}: {reason}; the next call waits {seconds} s. Nothing is lost: the run goes on by itself with fewer calls at once and takes longer. "
            + "Other mailboxes go on; another run for this mailbox would not be faster. This is told once; where there is a summary, it has the whole time (Throttled).");
    }
}
