using System;
using System.Collections.Generic;
using System.Globalization;

namespace MailboxImportExport.Graph;

/// <summary>The query of a list call.</summary>
internal sealed class ODataQuery
{
    private readonly List<string> _options = [];

    public ODataQuery Add(string option, string? value)
    {
        if (value is not null)
        {
            _options.Add($"${option}={Uri.EscapeDataString(value)}");
        }

        return this;
    }

    public ODataQuery Add(string option, int value) => Add(option, value.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _options.Count == 0 ? string.Empty : "?" + string.Join("&", _options);

    /// <summary>A time as a filter writes it, UTC, no less precise than it was read.</summary>
    public static string Literal(DateTimeOffset time)
    {
        string format = time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffffffZ";
        return time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }
}
