using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

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

    /// <summary>An option that is no OData option and is written as it is.</summary>
    public ODataQuery AddPlain(string? option)
    {
        if (option is not null)
        {
            _options.Add(option);
        }

        return this;
    }

    public override string ToString() => _options.Count == 0 ? string.Empty : "?" + string.Join("&", _options);

    /// <summary>Conditions that must all hold; null where there is none.</summary>
    public static string? And(params string?[] conditions)
    {
        List<string> given = [.. conditions.OfType<string>()];
        return given.Count switch
        {
            0 => null,
            1 => given[0],
            _ => string.Join(" and ", given),
        };
    }

    /// <summary>A time as a filter writes it, UTC, no less precise than it was read.</summary>
    public static string Literal(DateTimeOffset time)
    {
        string format = time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffffffZ";
        return time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }
}
