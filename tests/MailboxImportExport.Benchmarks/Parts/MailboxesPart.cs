using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Engine;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Service;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>Forty mailboxes side by side: how much of what the limits allow is used, and what each costs in memory.</summary>
internal sealed class MailboxesPart : IPart
{
    private const int Mailboxes = 40;
    private const int Lanes = 4;
    private const int ItemsInCall = 20;
    private const double Latency = 2;
    private const double Least = 0.9;
    private const double MostGrowth = 2;
    private const string Slow = "--prepared --latency-ms 2000";
    private const string Scaled = "2 s a call, so that two cores can serve it; a first round, in which the engine finds out how many calls the service takes, is not counted";
    private readonly Rows _rows = new("mailboxes");

    public string Name => "mailboxes";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        (string Name, string Options, int Items, int Calls)[] limits =
        [
            ("limits for each mailbox", string.Empty, 1200, Mailboxes * Lanes),
            ("limits for all mailboxes together", "--limits-span-mailboxes", 40, Lanes),
        ];
        foreach ((string name, string options, int items, int calls) in limits)
        {
            await foreach (Row row in ListedAsync(scale, name, options, scale.Items(items), calls).ConfigureAwait(false))
            {
                yield return row;
            }
        }

        yield return await PipedAsync(scale.Items(1200)).ConfigureAwait(false);
        await foreach (Row row in MemoryAsync().ConfigureAwait(false))
        {
            yield return row;
        }
    }

    private async IAsyncEnumerable<Row> ListedAsync(Scale scale, string limits, string options, int items, int calls)
    {
        string content = $"--item-kb 20 --mailboxes {Mailboxes} --items {items}";
        await using Setting fast = await Setting.StartAsync($"--no-limits {content}").ConfigureAwait(false);

        // Each sandbox of the same content has the same ids: a fast one is listed.
        IReadOnlyList<MailboxItem> all = await ManyMailboxes.ListAsync(fast.Engine, Mailboxes).ConfigureAwait(false);
        await using Setting setting = await Setting.StartAsync($"{Slow} {content} {options}", 1).ConfigureAwait(false);
        using WorkFolder work = WorkFolder.InMemory();
        using ModuleEngine module = new(setting.Sandbox.Uri, 1);
        ModuleScripts.ListMailboxes(module, fast.Sandbox.Uri, Mailboxes);
        Contender[] contenders = [new(all.Count, path => setting.Engine.ExportAsync(all, path)), new(all.Count, path => Task.Run(() => ModuleScripts.Export(module, path)))];
        IReadOnlyList<IReadOnlyList<Reading>> readings = await new Rotation(setting.Sandbox, work, scale.FewRounds + 1).RunAsync(contenders, isWarm: true).ConfigureAwait(false);
        double allowed = calls * ItemsInCall / Latency;
        yield return _rows.Allowed($"40 mailboxes, {limits}: engine, of what the limits allow", [.. readings[0].Skip(1)], allowed, Least, Scaled);
        yield return _rows.Allowed($"40 mailboxes, {limits}: command, of what the limits allow", [.. readings[1].Skip(1)], allowed, Least, Scaled);
    }

    // Here the mailboxes are found and listed as well: all calls are counted, and how many of them ran at once is held against how many may.
    private async Task<Row> PipedAsync(int items)
    {
        const string Note = "names of mailboxes piped in, -ThrottleLimit 40: finding and listing them is counted as well; calls at once, of 160 that are allowed; the second of two runs";
        await using Setting setting = await Setting.StartAsync($"{Slow} --item-kb 20 --mailboxes {Mailboxes} --items {items}", 1).ConfigureAwait(false);
        using WorkFolder work = WorkFolder.InMemory();
        using ModuleEngine module = new(setting.Sandbox.Uri, 1);
        Contender contender = new(2, path => Task.Run(() => ModuleScripts.ExportMailboxes(module, Mailboxes, path)));
        Reading reading = (await new Rotation(setting.Sandbox, work, 2).RunAsync([contender], isWarm: true).ConfigureAwait(false))[0][1];
        ServedCounts counts = await setting.Sandbox.EndAsync().ConfigureAwait(false);
        double atOnce = counts.Requests / 2.0 * Latency / reading.Seconds;
        return _rows.AtLeast("40 mailboxes piped to the command: calls at once, of what the limits allow", "calls at once", atOnce, Least, Note) with
        {
            Rival = Mailboxes * Lanes,
            Ratio = atOnce / (Mailboxes * Lanes),
            SandboxCpuShare = Math.Round(reading.SandboxShare, 2),
        };
    }

    private async IAsyncEnumerable<Row> MemoryAsync()
    {
        const string Note = "against one mailbox, in processes of their own";
        await using Setting setting = await Setting.StartAsync($"--prepared --latency-ms 300 --item-kb 20 --mailboxes {Mailboxes} --items 200", 1).ConfigureAwait(false);
        using WorkFolder work = WorkFolder.InMemory();
        ChildRequest request = new(ChildWork.Mailboxes, setting.Sandbox.Uri)
        {
            Count = Mailboxes,
            Path = work.NewPath(),
            WarmPath = work.NewPath(),
            WarmScript = ModuleScripts.ExportMailboxesLine(1),
            Script = ModuleScripts.ExportMailboxesLine(Mailboxes),
        };
        ChildAnswer engine = await Child.RunAsync(request).ConfigureAwait(false);
        yield return _rows.AtMost("40 mailboxes: peak growth of a process for each mailbox, engine", "MB", engine.GrowthMegabytes / Mailboxes, MostGrowth, Note);
        ChildAnswer command = await Child.RunAsync(request with { Work = ChildWork.Script, Path = work.NewPath(), WarmPath = work.NewPath() }).ConfigureAwait(false);
        yield return _rows.AtMost("40 mailboxes: peak growth of a process for each mailbox, command", "MB", command.GrowthMegabytes / Mailboxes, MostGrowth, Note);
    }
}
