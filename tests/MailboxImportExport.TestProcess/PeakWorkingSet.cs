using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace MailboxImportExport.TestProcess;

/// <summary>How much larger the process became than it was at a moment.</summary>
public sealed class PeakWorkingSet : IDisposable
{
    private const string Status = "/proc/self/status";

    // The kernel keeps the peak; this makes it begin anew (proc(5), clear_refs).
    private const string Reset = "/proc/self/clear_refs";
    private const string ResetPeak = "5";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly object _lock = new();
    private readonly Timer? _sampling;
    private readonly long _before;
    private long _peak;

    /// <summary>Begins to watch.</summary>
    public PeakWorkingSet()
    {
        if (File.Exists(Reset))
        {
            File.WriteAllText(Reset, ResetPeak);
            _before = Read("VmRSS:");
            return;
        }

        _before = Environment.WorkingSet;
        _sampling = new Timer(_ => Sample(), null, TimeSpan.Zero, Interval);
    }

    /// <summary>Bytes in use when the watch began.</summary>
    public long Before => _before;

    /// <summary>Bytes by which the process has grown at most since then.</summary>
    public long Growth
    {
        get
        {
            if (_sampling is null)
            {
                return Read("VmHWM:") - _before;
            }

            Sample();
            return _peak - _before;
        }
    }

    /// <summary>Ends the watch.</summary>
    public void Dispose() => _sampling?.Dispose();

    private static long Read(string name)
    {
        string line = File.ReadLines(Status).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line[name.Length..].Replace("kB", string.Empty, StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }

    private void Sample()
    {
        lock (_lock)
        {
            _peak = Math.Max(_peak, Environment.WorkingSet);
        }
    }
}
