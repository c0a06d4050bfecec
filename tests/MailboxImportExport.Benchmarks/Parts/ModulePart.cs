using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.Benchmarks.Measuring;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>What Import-Module takes, against a module of the same make that is one plain assembly, and what it loads.</summary>
internal sealed class ModulePart : IPart
{
    private const double MostDifference = 100;
    private const double Thousand = 1000;
    private const string Script =
        """
        $commands = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/Plain.dll")
        $inner = Import-Module -Assembly $commands -PassThru
        $ExecutionContext.SessionState.Module.OnRemove = { Remove-Module -ModuleInfo $inner -Force }
        """;

    private static readonly string[] Expected = ["MailboxImportExport.dll", "MailboxImportExport.Loader.dll"];
    private readonly Rows _rows = new("module");

    public string Name => "module";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        using WorkFolder work = WorkFolder.InMemory();
        string plain = Plain(work.NewPath());
        List<ChildAnswer> ours = [];
        List<double> plains = [];
        for (int round = 0; round < scale.Rounds + scale.Rounds; round++)
        {
            ours.Add(await Child.RunAsync(new ChildRequest(ChildWork.ImportModule, string.Empty) { Path = SourceTree.Manifest }).ConfigureAwait(false));
            plains.Add((await Child.RunAsync(new ChildRequest(ChildWork.ImportModule, string.Empty) { Path = plain }).ConfigureAwait(false)).Seconds * Thousand);
        }

        double[] times = [.. ours.Select(static answer => answer.Seconds * Thousand)];
        double difference = Median.Of(times.Zip(plains, static (time, other) => time - other));
        yield return _rows.AtMost("Import-Module, more than a plain assembly takes", "ms", difference, MostDifference) with { Ours = Median.Of(times), Rival = Median.Of(plains) };
        string[] more = [.. ours[0].Loaded.Except(Expected, StringComparer.OrdinalIgnoreCase)];
        yield return _rows.AtMost("Import-Module: assemblies loaded besides the loader and the commands", "assemblies", more.Length, 0, more.Length == 0 ? null : string.Join(", ", more));
    }

    private static string Plain(string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "MailboxImportExport.Help.Samples.dll"), Path.Combine(folder, "Plain.dll"));
        File.WriteAllText(Path.Combine(folder, "Plain.psm1"), Script);
        string manifest = Path.Combine(folder, "Plain.psd1");
        File.WriteAllText(manifest, "@{ RootModule = 'Plain.psm1'; ModuleVersion = '1.0'; GUID = '6f3c6c1e-6a3f-4c58-9f43-7f8a0f2f2b11'; CmdletsToExport = @('Get-SampleItem', 'Remove-SampleItem') }");
        return manifest;
    }
}
