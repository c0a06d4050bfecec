using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Processes;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.TestProcess;
using Xunit;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>Imports of 2,000 items, killed at moments that a seed chooses, and run again each time.</summary>
public sealed class ImportKillRuns : IAsyncLifetime
{
    /// <summary>Kills in a usual run of the tests; the variable asks for more.</summary>
    public const int UsualKills = 8;

    private const string KillsVariable = "MAILBOXIMPORTEXPORT_KILLS";
    private const string SeedVariable = "MAILBOXIMPORTEXPORT_KILL_SEED";
    private const int UsualSeed = 20260501;
    private const int KillsInAChain = 4;
    private const string Source = "support@contoso.example";
    private const string Target = "chika@contoso.example";

    private readonly SandboxSession _session = new();
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mie-kill");
    private List<string> _expected = [];

    /// <summary>How many kills were asked for.</summary>
    internal static int Kills { get; } = Number(KillsVariable, UsualKills);

    internal IReadOnlyList<ImportChain> Chains { get; private set; } = [];

    private string ExportFolder => Path.Combine(_root.FullName, "export");

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _session.Server.Requests.KeepsRequests = false;

        // Many more calls in a few minutes than the service allows.
        _session.Server.Limits.AreEnforced = false;
        SandboxFolder source = Fill(_session.Mailbox("support"));
        _session.Run("$null = Export-MailboxItem $mailbox -Folder $source -DestinationPath $path", ("mailbox", Source), ("source", source.DisplayName), ("path", ExportFolder));
        _expected = [.. source.Items.Select(static i => i.Subject).Order(StringComparer.Ordinal)];

        Random random = new(Number(SeedVariable, UsualSeed));
        List<ImportChain> chains = [];
        for (int left = Kills; left > 0; left -= KillsInAChain)
        {
            chains.Add(await RunChainAsync(chains.Count, Math.Min(left, KillsInAChain), random));
        }

        Chains = chains;
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _root.Delete(recursive: true);
    }

    private static int Number(string variable, int usual)
        => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : usual;

    // Most are alone, some are twins, some have no search key.
    private static SandboxFolder Fill(SandboxMailbox mailbox)
    {
        SandboxFolder folder = mailbox.AddFolder("Kill");
        mailbox.AddItems(folder, 1850, size: 100);
        mailbox.AddItems(folder, 50, size: 100, seed: 2);
        mailbox.AddItems(folder, 50, size: 100, seed: 2);
        foreach (SandboxItem item in mailbox.AddItems(folder, 50, size: 100, seed: 3))
        {
            PropertyBag withoutKey = item.Content.Properties.Without(static p => p.Key.Equals(Tags.SearchKey.Key));
            mailbox.TryUpdateItem(item, item.Content with { Properties = withoutKey });
        }

        return folder;
    }

    // As many as possible with an item on its way.
    private static ImportMoment Choose(Random random, int most)
    {
        int occurrence = random.Next(1, most + 1);
        return random.Next(20) switch
        {
            < 9 => new ImportMoment(ImportEvent.Requested, occurrence),
            < 18 => new ImportMoment(ImportEvent.Answered, occurrence),
            18 => new ImportMoment(ImportEvent.HalfWritten, 2 * occurrence),
            _ => new ImportMoment(ImportEvent.Written, 2 * occurrence),
        };
    }

    private async Task<ImportChain> RunChainAsync(int number, int kills, Random random)
    {
        bool makesCopies = number % 2 == 1;
        _session.Server.Switches.KeepCreationTimeOnImport = number % 4 >= 2;
        SandboxFolder target = _session.Mailbox("chika").AddFolder(_session.Mailbox("chika").AddFolder($"Chain{number}").Path + "/Kill");
        string journal = Path.Combine(_root.FullName, $"chain{number}", "import.jsonl");
        List<ImportMoment> moments = [];
        List<bool> killed = [];
        List<int> open = [];
        HashSet<string> duplicates = [];
        for (int i = 0; i < kills; i++)
        {
            ImportMoment moment = Choose(random, (_expected.Count - target.Items.Count) / (kills - i + 1));
            moments.Add(moment);
            killed.Add((await ImportAsync(number, makesCopies, journal, moment)).ExitCode != 0);
            open.Add(JournalLines.OpenIntents(journal));
            duplicates.UnionWith(Beyond(target, _expected));
        }

        ProcessEnd end = await ImportAsync(number, makesCopies, journal, null);
        duplicates.UnionWith(Beyond(target, _expected));
        return new ImportChain
        {
            Name = $"{(makesCopies ? "Copy" : "Skip")}, killed at {string.Join(", ", moments)}",
            Moments = moments,
            WereKilled = killed,
            OpenIntents = open,
            Result = end.ExitCode == 0 ? end.Output : end.Error,
            Duplicates = [.. duplicates],
            Missing = Less(_expected, target.Items.Select(static i => i.Subject)),
        };
    }

    private static IReadOnlyList<string> Beyond(SandboxFolder target, IEnumerable<string> expected) => Less(target.Items.Select(static i => i.Subject), expected);

    // What the first has and the second has not, or not as often.
    private static List<string> Less(IEnumerable<string> first, IEnumerable<string> second)
    {
        Dictionary<string, int> counts = second.GroupBy(static s => s).ToDictionary(static g => g.Key, static g => g.Count());
        return [.. first.Where(s => (counts[s] = counts.GetValueOrDefault(s) - 1) < 0)];
    }

    private async Task<ProcessEnd> ImportAsync(int number, bool makesCopies, string journal, ImportMoment? moment)
    {
        string? step = moment?.Event switch
        {
            ImportEvent.HalfWritten => "half written import.jsonl",
            ImportEvent.Written => "written import.jsonl",
            _ => null,
        };
        string bin = Path.Combine(ModuleFolder.Path, "bin", "net8.0");
        ImportKillRequest request = new(bin, _session.Uri, ExportFolder, Target, $"Chain{number}", makesCopies, journal, step, moment?.Occurrence ?? 0);
        string file = Path.Combine(_root.FullName, "request.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(request));
        using ChildProcess child = ChildProcess.Start(Programs.TestProcess, ["import", file]);
        if (moment is { Event: ImportEvent.Requested or ImportEvent.Answered })
        {
            KillAt(child, moment);
        }

        ProcessEnd end = await child.EndAsync();

        // What the dead process had sent is carried out before the next one looks.
        await _session.Server.Requests.WhenIdleAsync();
        return end;
    }

    private void KillAt(ChildProcess child, ImportMoment moment)
    {
        GatePoint point = moment.Event == ImportEvent.Requested ? GatePoint.Arrival : GatePoint.Answer;
        for (int i = 1; i < moment.Occurrence; i++)
        {
            _session.Server.Gates.OnNext(CallKind.ImportItem, static _ => Task.CompletedTask, point);
        }

        _session.Server.Gates.OnNext(
            CallKind.ImportItem,
            _ =>
            {
                child.Kill();
                return Task.CompletedTask;
            },
            point);
    }
}
