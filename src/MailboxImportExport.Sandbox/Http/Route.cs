using System;
using System.Collections.Generic;
using MailboxImportExport.Sandbox.Identity;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>
/// One method on one path. A segment in braces takes any value; others are compared without regard to case, because links of the service
/// itself spell them in several ways.
/// </summary>
internal sealed record Route(CallHost Host, string Method, string Pattern, CallKind Kind, CallHandler Handle)
{
    private readonly string[] _segments = Pattern.Split('/');

    /// <summary>What a caller on Graph must be allowed to; null for hosts that have no such thing.</summary>
    public Requirement? Requirement { get; init; }

    /// <summary>The values of the variable segments, or null when the path is another one.</summary>
    public IReadOnlyDictionary<string, string>? Match(IReadOnlyList<string> path)
    {
        if (path.Count != _segments.Length)
        {
            return null;
        }

        Dictionary<string, string> values = [];
        for (int index = 0; index < _segments.Length; index++)
        {
            string segment = _segments[index];
            if (segment[0] == '{')
            {
                values[segment[1..^1]] = path[index];
            }
            else if (!string.Equals(segment, path[index], StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return values;
    }
}
