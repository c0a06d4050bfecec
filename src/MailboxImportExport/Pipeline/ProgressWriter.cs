using System;
using System.Globalization;
using System.Management.Automation;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>
/// Shows how far a run is, four times a second at most, because Windows PowerShell draws every record at once, and not at all
/// when nobody looks.
/// </summary>
internal sealed class ProgressWriter : IProgress<TransferProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly object _lock = new();
    private readonly CmdletOutput _output;
    private readonly TimeProvider _time;
    private readonly int _id;
    private readonly string _activity;
    private readonly bool _isShown;
    private readonly long _started;
    private long? _last;

    /// <param name="output">Where records are written.</param>
    /// <param name="id">Number of the display; commands that run side by side have different ones.</param>
    /// <param name="activity">What the command does.</param>
    /// <param name="isShown">Whether progress is wanted at all.</param>
    /// <param name="time">The clock.</param>
    public ProgressWriter(CmdletOutput output, int id, string activity, bool isShown, TimeProvider time)
    {
        _output = output;
        _id = id;
        _activity = activity;
        _isShown = isShown;
        _time = time;
        _started = time.GetTimestamp();
    }

    /// <summary>Whether the session shows progress. Pipeline thread only.</summary>
    public static bool IsWanted(SessionState session)
    {
        string? preference = session.PSVariable.GetValue("ProgressPreference")?.ToString();
        return !string.Equals(preference, nameof(ActionPreference.SilentlyContinue), StringComparison.OrdinalIgnoreCase)
            && !string.Equals(preference, nameof(ActionPreference.Ignore), StringComparison.OrdinalIgnoreCase);
    }

    public void Report(TransferProgress value)
    {
        lock (_lock)
        {
            if (!_isShown || (_last is long last && _time.GetElapsedTime(last) < Pause))
            {
                return;
            }

            _last = _time.GetTimestamp();
        }

        _output.Progress(Record(value));
    }

    /// <summary>Takes the display away.</summary>
    public void Complete()
    {
        if (_isShown && _last is not null)
        {
            _output.LastProgress(new ProgressRecord(_id, _activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private ProgressRecord Record(TransferProgress value)
    {
        double seconds = Math.Max(0.001, _time.GetElapsedTime(_started).TotalSeconds);
        ProgressRecord record = new(_id, _activity, $"{value.Subject}: {value.Ended} of {value.Requested} items, {Bytes(value.Bytes)}, {Bytes((long)(value.Bytes / seconds))}/s");
        if (value.IsListed && value.Ended > 0 && value.Requested > 0)
        {
            record.PercentComplete = (int)Math.Min(100, value.Ended * 100 / value.Requested);
            record.SecondsRemaining = (int)Math.Min(int.MaxValue, seconds / value.Ended * (value.Requested - value.Ended));
        }

        return record;
    }

    private static string Bytes(long bytes) => bytes < 1024 * 1024
        ? $"{(bytes / 1024.0).ToString("F0", CultureInfo.CurrentCulture)} KB"
        : $"{(bytes / (1024.0 * 1024)).ToString("F1", CultureInfo.CurrentCulture)} MB";
}
