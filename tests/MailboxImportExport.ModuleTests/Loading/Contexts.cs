using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.TestProcess;

namespace MailboxImportExport.ModuleTests.Loading;

/// <summary>Questions about what a process had loaded.</summary>
internal static class Contexts
{
    public const string Default = "Default";

    /// <summary>Name of the module's own load context.</summary>
    public const string Private = "MailboxImportExport";

    // Parts of the host that the module is meant to share.
    private const string Engine = "System.Management.Automation";

    public static IReadOnlyList<LoadedAssembly> In(this ScriptAnswer answer, string context) => [.. answer.Assemblies.Where(a => a.Context == context)];

    /// <summary>Assemblies whose file lies in a folder.</summary>
    public static IReadOnlyList<LoadedAssembly> From(this IEnumerable<LoadedAssembly> assemblies, string folder)
        => [.. assemblies.Where(a => a.Path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))];

    public static IReadOnlyList<string> Names(this IEnumerable<LoadedAssembly> assemblies) => [.. assemblies.Select(static a => a.Name).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Assemblies of the default context that the module's own context got from there although they are neither .NET nor the engine:
    /// a file that its folder lacks, and that another module answered with its own.
    /// </summary>
    /// <param name="answer">What was loaded.</param>
    /// <param name="manifest">The manifest of the copy of the module that was used.</param>
    public static IReadOnlyList<string> Leaks(this ScriptAnswer answer, string manifest)
    {
        string bin = Path.Combine(Path.GetDirectoryName(manifest)!, "bin", "net8.0");
        IEnumerable<string> references = answer.In(Private).SelectMany(static a => a.References);
        HashSet<string> shared = [.. references.Where(name => !File.Exists(Path.Combine(bin, name + ".dll")))];
        string framework = Path.Combine("shared", "Microsoft.NETCore.App");
        return answer.In(Default)
            .Where(a => shared.Contains(a.Name) && a.Name != Engine && !a.Path.Contains(framework, StringComparison.Ordinal))
            .Names();
    }
}
