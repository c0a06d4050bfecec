using System;
using System.Net.Http;
using System.Text.RegularExpressions;

namespace MailboxImportExport.Authentication;

/// <summary>Recognises that a proxy, not the service, refused.</summary>
internal static class ProxyFailure
{
    // On its own: the text of other failures names ports.
    private static readonly Regex Status = new(@"(?<![0-9])407(?![0-9])", RegexOptions.CultureInvariant);

    /// <summary>Whether a 407 is behind an exception. Before .NET 8 only the text says so; the number is the same in every language.</summary>
    public static bool IsOne(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is HttpRequestException && Status.IsMatch(e.Message))
            {
                return true;
            }
        }

        return false;
    }
}
