using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Engine;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.TestProcess;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>What runs in a process of its own: gets warm, begins to watch its memory, does the work.</summary>
internal static class ChildMeasurement
{
    public static async Task<int> RunAsync(string json)
    {
        ChildRequest request = JsonSerializer.Deserialize<ChildRequest>(json)!;
        ChildAnswer answer = request.Work switch
        {
            ChildWork.Script => Script(request),
            ChildWork.Export => await ExportAsync(request).ConfigureAwait(false),
            ChildWork.Import => await ImportAsync(request).ConfigureAwait(false),
            ChildWork.Mailboxes => await MailboxesAsync(request).ConfigureAwait(false),
            ChildWork.ImportModule => ImportModule(request),
            _ => await RivalAsync(request).ConfigureAwait(false),
        };
        Console.WriteLine(JsonSerializer.Serialize(answer));
        return 0;
    }

    private static ChildAnswer Script(ChildRequest request)
    {
        using ModuleEngine warm = new(request.WarmUri ?? request.Uri);
        warm.Run(request.WarmScript!, ("path", request.WarmPath));
        using ModuleEngine module = new(request.Uri);
        module.Run("$null = Get-MailboxContentFolder adele@contoso.example -Connection $c");
        return Watch(request, path =>
        {
            module.Run(request.Script!, ("path", path));
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
    }

    private static async Task<ChildAnswer> ExportAsync(ChildRequest request)
    {
        using CoreEngine engine = await CoreEngine.OpenAsync(request.Uri).ConfigureAwait(false);
        await engine.ExportAsync(await engine.ListAsync(Setting.Source, Setting.Many).ConfigureAwait(false), request.WarmPath).ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await engine.ListAsync(Setting.Source, request.Folder!).ConfigureAwait(false);
        return await Watch(request, path => engine.ExportAsync(items, path)).ConfigureAwait(false);
    }

    private static async Task<ChildAnswer> ImportAsync(ChildRequest request)
    {
        using CoreEngine engine = await CoreEngine.OpenAsync(request.Uri).ConfigureAwait(false);
        await engine.ImportAsync(request.WarmPath, Setting.Target, $"{request.WarmPath}-journal").ConfigureAwait(false);
        return await Watch(request, path => engine.ImportAsync(path, Setting.Target, $"{path}-journal")).ConfigureAwait(false);
    }

    // As the engine: warm by mail-sized items.
    private static async Task<ChildAnswer> RivalAsync(ChildRequest request)
    {
        using ChildRival rival = await ChildRival.OpenAsync(request).ConfigureAwait(false);
        await rival.RunAsync(Setting.Many, request.WarmPath).ConfigureAwait(false);
        return await Watch(request, path => rival.RunAsync(request.Folder!, path)).ConfigureAwait(false);
    }

    private static async Task<ChildAnswer> MailboxesAsync(ChildRequest request)
    {
        using CoreEngine engine = await CoreEngine.OpenAsync(request.Uri, 1).ConfigureAwait(false);
        IReadOnlyList<MailboxItem> items = await ManyMailboxes.ListAsync(engine, request.Count).ConfigureAwait(false);
        string first = items[0].MailboxId;
        await engine.ExportAsync([.. items.Where(i => i.MailboxId == first)], request.WarmPath).ConfigureAwait(false);
        return await Watch(request, path => engine.ExportAsync(items, path)).ConfigureAwait(false);
    }

    private static ChildAnswer ImportModule(ChildRequest request)
    {
        using HostedShell shell = new();
        shell.Run("Get-Command -Name Import-Module | Out-Null");
        Stopwatch watch = Stopwatch.StartNew();
        ShellResult result = shell.Run("Import-Module $path", ("path", request.Path));
        double seconds = watch.Elapsed.TotalSeconds;
        string folder = Path.GetDirectoryName(request.Path)!;
        string[] loaded =
        [
            .. AssemblyLoadContext.All.SelectMany(static context => context.Assemblies)
                .Where(assembly => !assembly.IsDynamic && assembly.Location.StartsWith(folder, StringComparison.Ordinal))
                .Select(static assembly => Path.GetFileName(assembly.Location)),
        ];
        return result.Errors.Count == 0 ? new ChildAnswer(seconds, 0, 0, loaded) : throw new InvalidOperationException(result.Errors[0].Exception.Message);
    }

    private static async Task<ChildAnswer> Watch(ChildRequest request, Func<string, Task> work)
    {
        GC.Collect();
        using PeakWorkingSet peak = new();
        Stopwatch watch = Stopwatch.StartNew();
        for (int time = 0; time < request.Times; time++)
        {
            await work(time == 0 ? request.Path : $"{request.Path}-{time}").ConfigureAwait(false);
        }

        return new ChildAnswer(watch.Elapsed.TotalSeconds / request.Times, peak.Growth, peak.Before + peak.Growth, []);
    }
}
