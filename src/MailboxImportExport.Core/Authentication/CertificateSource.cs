using System;
using System.IO;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailboxImportExport.Authentication;

/// <summary>Finds the certificate to sign in with and says exactly what is wrong with one that cannot be used.</summary>
internal sealed class CertificateSource(TimeProvider time)
{
    /// <summary>Looks in CurrentUser\My, then in LocalMachine\My, where services and hybrid workers keep theirs.</summary>
    public X509Certificate2 FromStore(string thumbprint)
    {
        // Copied out of a certificate dialog, a thumbprint brings blanks, colons and an invisible mark with it.
        string wanted = string.Concat(thumbprint.Where(static c => c < 128 && char.IsLetterOrDigit(c)));
        X509Certificate2 found = Search(StoreLocation.CurrentUser, wanted)
            ?? Search(StoreLocation.LocalMachine, wanted)
            ?? throw Errors.CertificateNotFound(thumbprint);
        return Check(found);
    }

    /// <summary>Reads a PKCS #12 file. The private key is not written to disk where the platform allows it.</summary>
    public X509Certificate2 FromFile(string path, SecureString? password)
    {
        try
        {
            byte[] content = File.ReadAllBytes(path);
            return Check(Polyfills.ReadCertificate(content, password));
        }
        catch (CryptographicException e)
        {
            throw Errors.CertificateFileInvalid(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(path, e);
        }
    }

    /// <summary>Reads a certificate of which only the public part is needed.</summary>
    public static X509Certificate2 PublicFromFile(string path)
    {
        try
        {
            return new X509Certificate2(File.ReadAllBytes(path));
        }
        catch (CryptographicException e)
        {
            throw Errors.PublicCertificateInvalid(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(path, e);
        }
    }

    /// <summary>Checks validity and private key.</summary>
    public X509Certificate2 Check(X509Certificate2 certificate)
    {
        if (!certificate.HasPrivateKey)
        {
            throw Errors.CertificateHasNoPrivateKey(certificate.Subject);
        }

        DateTimeOffset from = certificate.NotBefore;
        DateTimeOffset to = certificate.NotAfter;
        DateTimeOffset now = time.GetUtcNow();
        return now >= from && now <= to ? certificate : throw Errors.CertificateExpired(certificate.Subject, from, to);
    }

    private static X509Certificate2? Search(StoreLocation location, string thumbprint)
    {
        using X509Store store = new(StoreName.My, location);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (CryptographicException)
        {
            // The store does not exist on this platform or for this user: the same as an empty one.
            return null;
        }

        X509Certificate2Collection found = store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false);
        return found.Count > 0 ? found[0] : null;
    }
}
