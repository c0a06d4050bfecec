using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MailboxImportExport.Authentication;

/// <summary>Accepts exactly one server certificate, by its SHA-256 thumbprint, on one handler; nothing process-wide.</summary>
internal sealed class CertificatePin(string sha256)
{
    /// <summary>For <see cref="HttpClientHandler.ServerCertificateCustomValidationCallback"/>.</summary>
    public Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> Callback
        => (_, certificate, _, _) => certificate is not null && Matches(certificate);

    private bool Matches(X509Certificate2 certificate)
    {
        string thumbprint = BitConverter.ToString(Polyfills.Sha256(certificate.RawData)).Replace("-", string.Empty);
        return string.Equals(thumbprint, sha256, StringComparison.OrdinalIgnoreCase);
    }
}
