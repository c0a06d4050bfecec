using System.Net;
using System.Security;

namespace MailboxImportExport.Authentication;

/// <summary>The one place where a secret becomes text, because the libraries below take nothing else.</summary>
internal static class SecureText
{
    public static string Reveal(this SecureString secret) => new NetworkCredential(string.Empty, secret).Password;

    public static SecureString Of(string secret) => new NetworkCredential(string.Empty, secret).SecurePassword;
}
