using System;
using System.Globalization;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Times as they are shown: cut off, and not rounded, at the precision that is switched on.</summary>
internal static class TimeText
{
    public static string Write(DateTimeOffset time, TimePrecision precision) => Cut(time, precision).ToString(
        precision switch
        {
            TimePrecision.Seconds => "yyyy-MM-ddTHH:mm:ssZ",
            TimePrecision.Milliseconds => "yyyy-MM-ddTHH:mm:ss.fffZ",
            _ => "yyyy-MM-ddTHH:mm:ss.fffffffZ",
        },
        CultureInfo.InvariantCulture);

    public static DateTimeOffset Cut(DateTimeOffset time, TimePrecision precision)
    {
        long unit = precision switch
        {
            TimePrecision.Seconds => TimeSpan.TicksPerSecond,
            TimePrecision.Milliseconds => TimeSpan.TicksPerMillisecond,
            _ => 1,
        };
        return new DateTimeOffset(time.UtcTicks - (time.UtcTicks % unit), TimeSpan.Zero);
    }
}
