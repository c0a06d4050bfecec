using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Engine;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>Forty mailboxes side by side: how much of what the limits allow is used, and what each costs in memory.</summary>
internal sealed class MailboxesPart : IPart
{
    private const int Mailboxes = 40;
    private const int Items = 1200;
    private const int Lanes = 4;
    private const int ItemsInCall = 20;
    private const double Latency = 2;
    private const double Least = 0.9;
    private const double MostGrowth = 2;
    private const string Slow = "--prepared --latency-ms 2000";
    private const string Scaled = "2 s a call, so that two cores can serve it";
    private readonly Rows _rows = new("mailboxes");

    public string Name => "mailboxes";

    public async IAsyncEnumerable<Row> MeasureAsync(Scale scale)
    {
        yield return await AllowedAsync(scale, scale.Items(Items), string.Empty, Mailboxes * Lanes, "limits for each mailbox").ConfigureAwait(false);
        yield return await AllowedAsync(new Scale(IsQuick: true), ItemsInCall, "--limits-span-mailboxes", Lanes, "limits for all mailboxes together").ConfigureAwait(false);
        yield return await CommandAsync(scale).ConfigureAwait(false);
        yield return await MemoryAsync().ConfigureAwait(false);
    }

    private async Task<Row> AllowedAsync(Scale scale, int items, string limits, int callsAtOnce, string name)
    {
        string content = $"--item-kb 20 --mailboxes {Mailboxes} --items {items}";
        IReadOnlyList<MailboxItem> all = await ListAsync(content).ConfigureAwait(false);
        await using Setting setting = await Setting.StartAsync($"{Slow} {content} {limits}", 1).ConfigureAwait(false);
        using WorkFolder work = WorkFolder.InMemory();
        Contender contender = new(all.Count, path => setting.Engine.ExportAsync(all, path));
        return await RowAsync(setting, work, scale, contender, callsAtOnce, $"40 mailboxes, {name}: engine", Scaled).ConfigureAwait(false);
    }

    // Each sandbox of the same content has the same ids: a fast one is listed.
    private static async Task<IReadOnlyList<MailboxItem>> ListAsync(string content)
    {
        await using Setting setting = await Setting.StartAsync($"--no-limits {content}").ConfigureAwait(false);
        return await ManyMailboxes.ListAsync(setting.Engine, Mailboxes).ConfigureAwait(false);
    }

    private async Task<Row> CommandAsync(Scale scale)
    {
        int items = scale.Items(Items);
        string content = $"--item-kb 20 --mailboxes {Mailboxes} --items {items}";
        await using Setting fast = await Setting.StartAsync($"--no-limits {content}").ConfigureAwait(false);
        await using Setting setting = await Setting.StartAsync($"{Slow} {content}", 1).ConfigureAwait(false);
        using WorkFolder work = WorkFolder.InMemory();
        using ModuleEngine module = new(setting.Sandbox.Uri, 1);
        ModuleScripts.ListMailboxes(module, fast.Sandbox.Uri, Mailboxes);
        Contender contender = new(Mailboxes * items, path => Task.Run(() => ModuleScripts.Export(module, path)));
        return await RowAsync(setting, work, scale, contender, Mailboxes * Lanes, "40 mailboxes, limits for each mailbox: command", Scaled).ConfigureAwait(false);
    }

    // The first round is not counted: in it the engine finds out how many calls the service takes.
    private async Task<Row> RowAsync(Setting setting, WorkFolder work, Scale scale, Contender contender, int callsAtOnce, string name, string note)
    {
        IReadOnlyList<Reading> readings = (await new Rotation(setting.Sandbox, work, scale.FewRounds + 1).RunAsync([contender], isWarm: true).ConfigureAwait(false))[0];
        Reading[] counted = [.. readings.Skip(1)];
        double allowed = callsAtOnce * ItemsInCall / Latency;
        double ours = Median.Of(counted, static r => r.ItemsPerSecond);
        return _rows.AtLeast($"{name}, of what the limits allow", "items/s", ours, Least, note) with
        {
            Rival = allowed,
            Ratio = ours / allowed,
            SandboxCpuShare = Rows.Share(counted),
        };
    }

    private async Task<Row> MemoryAsync()
    {
        await using Setting setting = await Setting.StartAsync($"--prepared --latency-ms 300 --item-kb 20 --mailboxes {Mailboxes} --items 200", 1).ConfigureAwait(false);
        using WorkFolder work = WorkFolder.InMemory();
        ChildRequest request = new(ChildWork.Mailboxes, setting.Sandbox.Uri) { Count = Mailboxes, Path = work.NewPath(), WarmPath = work.NewPath() };
        ChildAnswer answer = await Child.RunAsync(request).ConfigureAwait(false);
        return _rows.AtMost("40 mailboxes: peak growth of a process for each mailbox", "MB", answer.GrowthMegabytes / Mailboxes, MostGrowth, "engine; against one mailbox");
    }
}
