using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>
/// Takes the path of a request apart. Keys come as segments of their own (<c>folders/{id}</c>) or in parentheses (<c>folders('{id}')</c>), plain or
/// percent-encoded; all forms give the same segments here. A key that is not the id (<c>servicePrincipals(appId='{id}')</c>) keeps its name.
/// </summary>
internal static partial class RequestPath
{
    private const string Namespace = "microsoft.graph.";

    public static IReadOnlyList<string> Segments(string rawPath)
        => [.. rawPath.Split('/', StringSplitOptions.RemoveEmptyEntries).SelectMany(Expand)];

    /// <summary>A function or action may be named in full, and a function with its empty list of parameters.</summary>
    private static string Function(string segment)
    {
        string name = segment.StartsWith(Namespace, StringComparison.OrdinalIgnoreCase) ? segment[Namespace.Length..] : segment;
        return name.EndsWith("()", StringComparison.Ordinal) ? name[..^2] : name;
    }

    private static IEnumerable<string> Expand(string rawSegment)
    {
        string segment = Function(Uri.UnescapeDataString(rawSegment));
        if (AlternateKey().Match(segment) is { Success: true } alternate)
        {
            return [alternate.Groups["name"].Value, $"{alternate.Groups["key"].Value}={alternate.Groups["value"].Value}"];
        }

        int open = segment.IndexOf("('", StringComparison.Ordinal);
        if (open <= 0 || !segment.EndsWith("')", StringComparison.Ordinal))
        {
            return [segment];
        }

        // A quote inside the key is written twice.
        return [segment[..open], segment[(open + 2)..^2].Replace("''", "'", StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^(?<name>\w+)\((?<key>\w+)='(?<value>[^']*)'\)$", RegexOptions.CultureInvariant)]
    private static partial Regex AlternateKey();
}
