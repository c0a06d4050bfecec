using System;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Reads <c>Prefer: odata.maxpagesize=n</c>, which may stand among other preferences.</summary>
internal static class PagePreference
{
    private const string Name = "odata.maxpagesize=";

    /// <summary>The page size preferred; null when there is none, or none that can be read.</summary>
    public static int? Read(CallContext call)
    {
        string? preference = call.Request.Headers["Prefer"].ToString().Split(',', StringSplitOptions.TrimEntries)
            .FirstOrDefault(static entry => entry.StartsWith(Name, StringComparison.Ordinal));
        return int.TryParse(preference?[Name.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
            ? size
            : null;
    }
}
