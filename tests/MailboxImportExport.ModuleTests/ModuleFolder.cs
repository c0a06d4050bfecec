using System;
using System.IO;

namespace MailboxImportExport.ModuleTests;

/// <summary>Where the built module and the source are.</summary>
internal static class ModuleFolder
{
    /// <summary>Names another copy of the module for the tests to import; without it they import the one that ships.</summary>
    public const string Variable = "MAILBOXIMPORTEXPORT_TESTED_MODULE";

    public static string Source { get; } = FindSource();

    public static string Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } other
        ? other
        : System.IO.Path.Combine(Source, "artifacts", "MailboxImportExport");

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
