using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailboxImportExport.Tests.Authentication;

/// <summary>Certificates made at run time; no key is ever part of the sources.</summary>
internal static class TestCertificate
{
    // One key for all: making it takes longer than everything else.
    private static readonly RSA Key = RSA.Create(2048);

    public static X509Certificate2 Create(DateTimeOffset from, DateTimeOffset to, string subject = "CN=Backup")
    {
        lock (Key)
        {
            CertificateRequest request = new(subject, Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return request.CreateSelfSigned(from, to);
        }
    }

    public static X509Certificate2 Valid(string subject = "CN=Backup") => Create(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30), subject);

    public static X509Certificate2 WithoutKey(X509Certificate2 certificate) => X509CertificateLoader.LoadCertificate(certificate.RawData);
}
