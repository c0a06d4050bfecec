using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Processes;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.TestProcess;
using Xunit;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>Exports of one folder, killed at every kind of step: at the first, a middle and the last step of each name.</summary>
public sealed class KillRuns : IAsyncLifetime
{
    private const string Mailbox = "adele@contoso.example";
    private const string Folder = "Inbox/Kill";
    private const int SmallItems = 20;
    private const int LargeItemSize = 3 * 1024 * 1024;
    private const int MediumItemSize = 200 * 1024;

    // Two cores; a third process fills the time in which others start.
    private const int ProcessesAtOnce = 3;

    // What the second process cleans up is itself a step at which it can die.
    private static readonly KillPoint[][] KilledTwice =
    [
        [new("half written manifest.jsonl", 2), new("truncated manifest.jsonl", 1)],
        [new("half written item.part", 1), new("deleted item.part", 1)],
        [new("half written runs.jsonl", 1), new("truncated runs.jsonl", 1)],
    ];

    private readonly SandboxSession _session = new();
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mie-kill");

    /// <summary>The steps of a run that is left alone.</summary>
    internal IReadOnlyList<string> Steps { get; private set; } = [];

    /// <summary>The folder after that run.</summary>
    internal ExportFolderState Undisturbed { get; private set; } = new() { Files = [], Records = [], ItemIds = [], UnreadableRuns = [] };

    internal IReadOnlyList<KillOutcome> Outcomes { get; private set; } = [];

    private SandboxServer Server => _session.Server;

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        Fill(Server.Tenant.Mailbox(Mailbox));
        string undisturbed = NewFolder();
        (_, string log) = await ExportAsync(undisturbed, null);
        Undisturbed = ExportFolderState.Read(undisturbed);
        Steps = await File.ReadAllLinesAsync(log);
        KillPoint[][] cases = [.. Points(Steps).Select(static p => new[] { p }), .. KilledTwice];

        // The killed runs side by side; the ones that follow one by one, so that what each asks for can be told apart.
        KilledRun[] killed = new KilledRun[cases.Length];
        await Parallel.ForAsync(0, cases.Length, new ParallelOptions { MaxDegreeOfParallelism = ProcessesAtOnce }, async (i, _) => killed[i] = await KillAsync(cases[i]));
        Outcomes = [.. killed.Select(Continue)];
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _root.Delete(recursive: true);
    }

    private static void Fill(SandboxMailbox mailbox)
    {
        SandboxFolder folder = mailbox.AddFolder(Folder);
        SandboxFolder below = mailbox.AddFolder(Folder + "/Below");
        mailbox.AddItems(folder, SmallItems);
        mailbox.AddLargeItem(folder, LargeItemSize);
        mailbox.AddItems(below, 3, MediumItemSize, seed: 2);
        mailbox.AddItems(below, 2, seed: 3);
    }

    private static IEnumerable<KillPoint> Points(IEnumerable<string> steps)
    {
        foreach (IGrouping<string, string> group in steps.GroupBy(static s => s))
        {
            int count = group.Count();
            foreach (int occurrence in new[] { 1, (count + 1) / 2, count }.Distinct())
            {
                yield return new KillPoint(group.Key, occurrence);
            }
        }
    }

    private async Task<KilledRun> KillAsync(IReadOnlyList<KillPoint> points)
    {
        string destination = NewFolder();
        bool wasKilled = true;
        foreach (KillPoint point in points)
        {
            (ProcessEnd end, _) = await ExportAsync(destination, point);
            wasKilled &= KilledProcess.IsOne(end);
        }

        return new KilledRun(points, destination, wasKilled);
    }

    // What the user does: the same line again.
    private KillOutcome Continue(KilledRun killed)
    {
        ExportFolderState before = ExportFolderState.Read(killed.Destination);
        Server.Requests.Clear();
        ShellResult result = _session.Try(
            "Export-MailboxItem $mailbox -Folder $from -Recurse -DestinationPath $destination | ForEach-Object { \"$($_.Verdict)\" }",
            ("mailbox", Mailbox),
            ("from", Folder),
            ("destination", killed.Destination));
        return new KillOutcome
        {
            Points = killed.Points,
            WasKilled = killed.WasKilled,
            Before = before,
            After = ExportFolderState.Read(killed.Destination),
            Fetched = [.. Server.Requests.ExportCalls.SelectMany(static c => c.ItemIds)],
            Result = [.. result.Errors.Select(static e => e.ToString()), .. result.OutputAs<string>()],
        };
    }

    private async Task<(ProcessEnd End, string Log)> ExportAsync(string destination, KillPoint? point)
    {
        string log = Path.Combine(_root.FullName, $"{Guid.NewGuid():N}.log");
        string request = Path.ChangeExtension(log, ".json");
        string bin = Path.Combine(ModuleFolder.Path, "bin", "net8.0");
        string uri = Server.Uri.GetLeftPart(UriPartial.Authority);
        KillRequest kill = new(bin, uri, Mailbox, Folder, destination, point?.Step, point?.Occurrence ?? 0, log);
        await File.WriteAllTextAsync(request, JsonSerializer.Serialize(kill));
        return (await ChildProcess.RunAsync(Programs.TestProcess, ["export", request]), log);
    }

    private string NewFolder() => Path.Combine(_root.FullName, Guid.NewGuid().ToString("N"));

    private sealed record KilledRun(IReadOnlyList<KillPoint> Points, string Destination, bool WasKilled);
}
