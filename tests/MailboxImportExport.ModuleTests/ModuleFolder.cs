using System;
using System.IO;

namespace MailboxImportExport.ModuleTests;

/// <summary>Where the built module and the source are.</summary>
internal static class ModuleFolder
{
    public static string Source { get; } = FindSource();

    public static string Path { get; } = System.IO.Path.Combine(Source, "artifacts", "MailboxImportExport");

    public static string Manifest { get; } = System.IO.Path.Combine(Path, "MailboxImportExport.psd1");

    private static string FindSource()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "MailboxImportExport.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside of the source tree.");
    }
}
