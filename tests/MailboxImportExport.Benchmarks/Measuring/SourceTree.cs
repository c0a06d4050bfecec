using System;
using System.IO;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>Where the source, the built module and the results are.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    public static string Module { get; } = Path.Combine(Root, "artifacts", "MailboxImportExport");

    public static string Manifest { get; } = Path.Combine(Module, "MailboxImportExport.psd1");

    /// <summary>The assemblies of the module for this runtime.</summary>
    public static string ModuleBin { get; } = Path.Combine(Module, "bin", "net8.0");

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MailboxImportExport.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The benchmarks run inside of the source tree.");
    }
}
