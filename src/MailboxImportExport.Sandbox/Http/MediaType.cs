using System;
using System.Net.Http.Headers;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Tells content types apart.</summary>
internal static class MediaType
{
    public static bool IsJson(string? contentType) => Is(contentType, "application/json");

    public static bool IsForm(string? contentType) => Is(contentType, "application/x-www-form-urlencoded");

    private static bool Is(string? contentType, string expected)
        => MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? parsed)
            && string.Equals(parsed.MediaType, expected, StringComparison.OrdinalIgnoreCase);
}
