using System;
using System.IO;
using System.Net.Http;
using System.Security;
using System.Security.AccessControl;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Principal;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
#if !NET
using System.Runtime.InteropServices;
#endif

namespace MailboxImportExport;

/// <summary>Every difference between the two target frameworks, so that no other file needs a condition.</summary>
internal static class Polyfills
{
    // Asking for one that does not exist costs an exception.
    private static readonly int[] CodePages = Array.ConvertAll(Encoding.GetEncodings(), static encoding => encoding.CodePage);

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

    /// <summary>Whether a request failed before any of it was sent: no address, no connection, no agreement on encryption.</summary>
    public static bool NothingWasSent(this HttpRequestException exception)
    {
#if NET
        return exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
#else
        return exception.InnerException is System.Net.WebException
        {
            Status: System.Net.WebExceptionStatus.NameResolutionFailure or System.Net.WebExceptionStatus.ConnectFailure or System.Net.WebExceptionStatus.ProxyNameResolutionFailure
                or System.Net.WebExceptionStatus.TrustFailure or System.Net.WebExceptionStatus.SecureChannelFailure,
        };
#endif
    }

    /// <summary>The SHA-256 of bytes.</summary>
    public static byte[] Sha256(byte[] bytes)
    {
#if NET
        return SHA256.HashData(bytes);
#else
        using SHA256 hash = SHA256.Create();
        return hash.ComputeHash(bytes);
#endif
    }

    /// <summary>The first sixteen bytes of the SHA-256 of the beginning of a buffer.</summary>
    public static (ulong First, ulong Second) Sha256(byte[] buffer, int count)
    {
#if NET
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.AsSpan(0, count), hash);
        return (BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash.Slice(sizeof(ulong))));
#else
        using SHA256 sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(buffer, 0, count);
        return (BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, sizeof(ulong)));
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

    /// <summary>Waits by the given clock.</summary>
    public static Task DelayAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken)
    {
#if NET
        return Task.Delay(delay, time, cancellationToken);
#else
        return time.Delay(delay, cancellationToken);
#endif
    }

    /// <summary>Waits for a task, but no longer than a time by the given clock.</summary>
    public static async Task WaitAsync(this TimeProvider time, Task task, TimeSpan longest, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(task, time.DelayAsync(longest, ended.Token)).ConfigureAwait(false);
        await ended.CancelNowAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
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

    /// <summary>Waits for a task or for the token, whichever comes first.</summary>
    public static async Task OrCancelledAsync(this Task task, CancellationToken cancellationToken)
    {
#if NET
        await task.WaitAsync(cancellationToken).ConfigureAwait(false);
#else
        TaskCompletionSource<bool> cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => cancelled.TrySetCanceled()))
        {
            await (await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false)).ConfigureAwait(false);
        }
#endif
    }

    /// <summary>The encoding of a code page, or null when this system has none.</summary>
    public static Encoding? FindEncoding(int codePage)
    {
#if NET
        // Asked directly and not registered: registering would change the encodings of the whole process.
        if (CodePagesEncodingProvider.Instance.GetEncoding(codePage) is Encoding found)
        {
            return found;
        }
#endif
        return Array.IndexOf(CodePages, codePage) >= 0 ? Encoding.GetEncoding(codePage) : null;
    }

    /// <summary>The encoding of that name, or null when this system has none.</summary>
    public static Encoding? FindEncoding(string name)
    {
        try
        {
#if NET
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
#else
            return Encoding.GetEncoding(name);
#endif
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Reads into a part of a buffer, without allocating anything where the stream can do without.</summary>
    public static ValueTask<int> ReadSliceAsync(this Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (stream is ISliceReader reader)
        {
            return reader.ReadSliceAsync(buffer, offset, count, cancellationToken);
        }
#if NET
        return stream.ReadAsync(buffer.AsMemory(offset, count), cancellationToken);
#else
        return new ValueTask<int>(stream.ReadAsync(buffer, offset, count, cancellationToken));
#endif
    }

    /// <summary>Fills a part of a buffer from a stream.</summary>
    public static void Fill(this Stream stream, byte[] buffer, int offset, int count)
    {
#if NET
        stream.ReadExactly(buffer, offset, count);
#else
        while (count > 0)
        {
            int read = stream.Read(buffer, offset, count);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            offset += read;
            count -= read;
        }
#endif
    }

    /// <summary>Opens a new or empty file that only its owner can read, also while it is being written.</summary>
    public static FileStream OpenOwnerOnly(string path, FileMode mode, FileAccess access, FileShare share, FileOptions options)
    {
#if NET
        FileStreamOptions settings = new() { Mode = mode, Access = access, Share = share, Options = options, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, settings);
#else
        return new FileStream(path, mode, access, share, bufferSize: 1, options);
#endif
    }

    /// <summary>Gives a file another name, taking the place of one that has it: at every moment one of the two is there.</summary>
    public static void MoveOver(string from, string to)
    {
#if NET
        File.Move(from, to, overwrite: true);
#else
        if (File.Exists(to))
        {
            File.Replace(from, to, null);
            return;
        }

        File.Move(from, to);
#endif
    }

    /// <summary>Creates a folder that only its owner can enter; one that is there stays as it is.</summary>
    public static void CreateOwnerOnlyDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }
#else
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            CreateUnixDirectory(path);
            return;
        }
#endif
        DirectoryInfo folder = new(path);
        folder.Parent?.Create();
        FileSystemAclExtensions.Create(folder, OwnerOnlySecurity());
    }

#if !NET
    // .NET Standard knows no modes. Windows PowerShell never comes here, but whoever loads these files elsewhere is promised the same.
    private static void CreateUnixDirectory(string path)
    {
        const uint OwnerOnly = 0b111_000_000;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (MakeDirectory(Encoding.UTF8.GetBytes(path + "\0"), OwnerOnly) != 0 && !Directory.Exists(path))
        {
            throw new IOException($"The folder '{path}' cannot be created: error {Marshal.GetLastWin32Error()}.");
        }
    }

    [DllImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeDirectory(byte[] path, uint mode);
#endif

#if NET
    [System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
    private static DirectorySecurity OwnerOnlySecurity()
    {
        using WindowsIdentity user = WindowsIdentity.GetCurrent();
        DirectorySecurity security = new();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(
            user.User!,
            FileSystemRights.FullControl,
            InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit,
            PropagationFlags.None,
            AccessControlType.Allow));
        return security;
    }
}
