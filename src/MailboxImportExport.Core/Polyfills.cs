using System;
using System.IO;
using System.Net.Http;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport;

/// <summary>Every difference between the two target frameworks, so that no other file needs a condition.</summary>
internal static class Polyfills
{
    /// <summary>Reads a PKCS #12 file with its private key.</summary>
    public static X509Certificate2 ReadCertificate(byte[] content, SecureString? password)
    {
#if NET
        // In memory only, so that no key is left behind in the profile; macOS knows keys in a keychain only.
        bool ephemeral = !OperatingSystem.IsMacOS();
        return new X509Certificate2(content, password, ephemeral ? X509KeyStorageFlags.EphemeralKeySet : X509KeyStorageFlags.DefaultKeySet);
#else
        // .NET Framework cannot sign with an ephemeral key through its older providers.
        return new X509Certificate2(content, password, X509KeyStorageFlags.DefaultKeySet);
#endif
    }

    /// <summary>Opens the body of an answer; it has no token on .NET Framework, where the headers have already come.</summary>
    public static Task<Stream> OpenContentAsync(HttpContent content, CancellationToken cancellationToken)
    {
#if NET
        return content.ReadAsStreamAsync(cancellationToken);
#else
        cancellationToken.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
#endif
    }

    /// <summary>A cancellation source that fires after a time of the given clock.</summary>
    public static CancellationTokenSource CancelAfter(this TimeProvider time, TimeSpan delay)
    {
#if NET
        return new CancellationTokenSource(delay, time);
#else
        return time.CreateCancellationTokenSource(delay);
#endif
    }

    /// <summary>Cancels without blocking where that exists.</summary>
    public static Task CancelNowAsync(this CancellationTokenSource source)
    {
#if NET
        return source.CancelAsync();
#else
        source.Cancel();
        return Task.CompletedTask;
#endif
    }
}
