using System.Collections.Generic;
using System.IO;
using System.Management.Automation;

namespace MailboxImportExport.Pipeline;

/// <summary>Turns what a user typed into a path of the file system. Pipeline thread only: the current place belongs to the session.</summary>
internal static class FileSystemPath
{
    public static string Resolve(PSCmdlet cmdlet, string path)
    {
        string resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        return provider.Name == "FileSystem" ? resolved : throw Errors.PathNotFileSystem(path);
    }

    /// <summary>The path of a parameter that need not be given.</summary>
    public static string? ResolveOptional(PSCmdlet cmdlet, string? path) => path is null ? null : Resolve(cmdlet, path);

    /// <summary>The files and folders that a path with wildcards, or a literal one, means.</summary>
    public static IReadOnlyList<string> Expand(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        if (isLiteral)
        {
            string resolved = Resolve(cmdlet, path);
            return File.Exists(resolved) || Directory.Exists(resolved) ? [resolved] : [];
        }

        try
        {
            IReadOnlyList<string> found = cmdlet.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            return provider.Name == "FileSystem" ? found : throw Errors.PathNotFileSystem(path);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }
}
