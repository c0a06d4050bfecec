using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Graph.Json;

namespace MailboxImportExport.Graph;

/// <summary>
/// Finds extended properties by type and number: the service may echo <c>String 0x0037</c> as <c>String 0x37</c> or in other letter case.
/// </summary>
internal static class ExtendedPropertyId
{
    /// <summary>The value of a property that was asked for by its tag, or null.</summary>
    public static string? Find(IReadOnlyList<ExtendedPropertyJson>? properties, string type, int tag)
        => properties?.FirstOrDefault(p => Is(p.Id, type, tag))?.Value;

    /// <summary>The clause that asks for properties in a listing.</summary>
    public static string Expand(string navigation, IEnumerable<string> ids)
        => navigation + "($filter=" + string.Join(" or ", ids.Select(static id => $"id eq '{id}'")) + ")";

    private static bool Is(string? id, string type, int tag)
    {
        int space = id?.IndexOf(' ') ?? -1;
        if (space < 0 || !id!.Substring(0, space).Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string number = id.Substring(space + 1);
        return number.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && uint.TryParse(number.Substring(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint value)

            // The long form carries the type in its lower half.
            && (value > 0xFFFF ? value >> 16 : value) == tag;
    }
}
