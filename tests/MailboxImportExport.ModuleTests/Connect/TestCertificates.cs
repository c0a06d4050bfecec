using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailboxImportExport.ModuleTests.Connect;

/// <summary>Certificates to sign in with, made when they are needed: no key is ever committed.</summary>
public sealed class TestCertificates : IDisposable
{
    private const int KeySize = 2048;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public TestCertificates()
    {
        Valid = Make("CN=valid", -Day, Day);
        Other = Make("CN=other", -Day, Day);
        Expired = Make("CN=expired", -3 * Day, -Day);
        PublicPart = X509CertificateLoader.LoadCertificate(Valid.RawData);
    }

    public X509Certificate2 Valid { get; }

    /// <summary>Nobody has registered it.</summary>
    public X509Certificate2 Other { get; }

    public X509Certificate2 Expired { get; }

    /// <summary>The valid one as a .cer file has it.</summary>
    public X509Certificate2 PublicPart { get; }

    public void Dispose()
    {
        Valid.Dispose();
        Other.Dispose();
        Expired.Dispose();
        PublicPart.Dispose();
    }

    private static X509Certificate2 Make(string name, TimeSpan from, TimeSpan to)
    {
        using RSA key = RSA.Create(KeySize);
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        // Of the machine's clock: what signs in looks at it too.
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 made = request.CreateSelfSigned(now + from, now + to);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
