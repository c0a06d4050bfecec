using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Search keys of made-up mails: the same mail has the same one, as copies of a mail do in the service.</summary>
internal static class SearchKeys
{
    private const int Length = 16;

    public static byte[] Of(string subject, string from, DateTimeOffset received)
    {
        string identity = string.Create(CultureInfo.InvariantCulture, $"{subject}\n{from}\n{received.UtcTicks}");
        return SHA256.HashData(Encoding.UTF8.GetBytes(identity))[..Length];
    }

    public static string TextOf(string subject, string from, DateTimeOffset received)
        => Convert.ToHexStringLower(Of(subject, from, received));
}
