using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace MailboxImportExport.ModuleTests.Shipped;

/// <summary>The folder that users get.</summary>
internal static class ShippedFolder
{
    private static readonly string[] OwnNames =
        ["MailboxImportExport.dll", "MailboxImportExport.Core.dll"];

    /// <summary>Files, relative to the folder, with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(ModuleFolder.Path, "*", SearchOption.AllDirectories)
            .Select(static f => Path.GetRelativePath(ModuleFolder.Path, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Paths of all assemblies.</summary>
    public static IReadOnlyList<string> Assemblies { get; } = [.. Files.Where(static f => f.EndsWith(".dll", StringComparison.Ordinal)).Select(PathOf)];

    /// <summary>Paths of the assemblies that have the version of the module, for both runtimes.</summary>
    public static IReadOnlyList<string> OwnAssemblies { get; } = [.. Assemblies.Where(static a => OwnNames.Contains(Path.GetFileName(a)))];

    public static string PathOf(string file) => Path.Combine(ModuleFolder.Path, file);
}
