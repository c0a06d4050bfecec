using System;
using System.Net.Http;

namespace MailboxImportExport.Authentication;

/// <summary>Recognises that a proxy, not the service, refused.</summary>
internal static class ProxyFailure
{
    /// <summary>Whether a 407 is behind an exception. Before .NET 8 only the text says so; the number is the same in every language.</summary>
    public static bool IsOne(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is HttpRequestException && e.Message.IndexOf("407", StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
