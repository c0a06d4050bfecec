using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Processes;
using MailboxImportExport.TestProcess;
using Xunit;

namespace MailboxImportExport.ModuleTests.Loading;

/// <summary>The module in fresh processes in which other modules have been before it, or come after it.</summary>
public sealed class IsolationRuns : IAsyncLifetime
{
    /// <summary>Connects and exports one item; writes its size.</summary>
    public const string Use =
        """
        Connect-MailboxImportExport -Sandbox -Uri $uri
        Get-MailboxItem adele@contoso.example -Folder Inbox -First 1 | Export-MailboxItem | ForEach-Object { $_.Size }
        """;

    public const string Import = "Import-Module $manifest; ";

    // What other modules bring: older or equal versions, in the default context as the directory of every binary module does.
    public const string BringOthers =
        "foreach ($file in $others.Split('|')) { [void][System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath($file) }; ";

    private readonly PublishedSandbox _sandbox = new();
    private readonly Dictionary<string, Task<ScriptAnswer>> _answers = [];
    private readonly List<string> _copies = [];

    // Empty: what other processes leave in that of the machine is removed at import, by parts of the module that are loaded for it.
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("mie-temporary");

    /// <summary>The files that other modules bring.</summary>
    public static IReadOnlyList<string> Others { get; } = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Programs.TestProcess)!, "preload"));

    /// <summary>Runs a script with the variables manifest, second (manifest of another copy), uri and others.</summary>
    internal Task<ScriptAnswer> RunAsync(string script, string? manifest = null, string? second = null) => new IsolatedScript
    {
        Script = script,
        Variables = new Dictionary<string, string>
        {
            ["manifest"] = manifest ?? ModuleFolder.Manifest,
            ["second"] = second ?? string.Empty,
            ["uri"] = _sandbox.Uri,
            ["others"] = string.Join('|', Others),
        },
        Environment = new Dictionary<string, string?> { ["TMPDIR"] = _temporary.FullName, ["TMP"] = _temporary.FullName, ["TEMP"] = _temporary.FullName },
    }.RunAsync();

    /// <summary>Runs a case once, however many tests look at it.</summary>
    /// <param name="isBefore">Whether the others are there before the module is imported, or come between import and first use.</param>
    internal Task<ScriptAnswer> WithOthersAsync(bool isBefore)
    {
        string script = isBefore ? BringOthers + Import + Use : Import + BringOthers + Use;
        lock (_answers)
        {
            if (!_answers.TryGetValue(script, out Task<ScriptAnswer>? answer))
            {
                answer = RunAsync(script);
                _answers.Add(script, answer);
            }

            return answer;
        }
    }

    /// <summary>Copies the module; the copy goes with the tests.</summary>
    /// <returns>The manifest of the copy.</returns>
    internal string Copy(params string[] without)
    {
        string root = Directory.CreateTempSubdirectory("mie-copy").FullName;
        _copies.Add(root);
        string target = Path.Combine(root, "MailboxImportExport");
        foreach (string file in Directory.EnumerateFiles(ModuleFolder.Path, "*", SearchOption.AllDirectories).Where(f => !without.Contains(Path.GetFileName(f))))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(ModuleFolder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Path.Combine(target, "MailboxImportExport.psd1");
    }

    /// <summary>Copies the module as if it were a later version of it.</summary>
    internal string CopyAsNextVersion()
    {
        string manifest = Copy();
        AssemblyVersionPatch.RaiseMinorVersion(Path.Combine(Path.GetDirectoryName(manifest)!, "bin", "net8.0", "MailboxImportExport.dll"));
        return manifest;
    }

    public ValueTask InitializeAsync() => _sandbox.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _temporary.Delete(recursive: true);
        _copies.ForEach(static copy => Directory.Delete(copy, recursive: true));
    }
}
