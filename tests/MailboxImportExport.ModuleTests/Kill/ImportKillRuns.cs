using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Processes;
using MailboxImportExport.Sandbox;
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
    private const string Source = "support@contoso.example";
    private const string Target = "chika@contoso.example";

    // Shorter than the sandbox says that it takes.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1.5);

    private readonly SandboxSession _session = new();
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mie-kill");
    private readonly List<ImportKill> _outcomes = [];
    private SandboxFolder _source = null!;
    private ImportedMailbox _target = null!;

    /// <summary>How many kills were asked for.</summary>
    internal static int Kills { get; } = Number(KillsVariable, UsualKills);

    internal IReadOnlyList<ImportKill> Outcomes => _outcomes;

    private string ExportFolder => Path.Combine(_root.FullName, "export");

    private SandboxSwitches Switches => _session.Server.Switches;

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _session.Server.Requests.KeepsRequests = false;

        // Many more calls in a few minutes than the service allows.
        _session.Server.Limits.AreEnforced = false;
        _source = Fill(_session.Mailbox("support"));
        _target = new ImportedMailbox(_session.Mailbox("chika"));
        _session.Run("$null = Export-MailboxItem $mailbox -Folder $source -DestinationPath $path", ("mailbox", Source), ("source", _source.DisplayName), ("path", ExportFolder));

        Random random = new(Number(SeedVariable, UsualSeed));
        for (int number = 0; _outcomes.Count < Kills; number++)
        {
            await RunAsync(new ImportKillChain(number), Math.Min(Kills - _outcomes.Count, ImportKillChain.Length), random);
        }
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

    // Each kill meets what the one before it has left; what the run in between has done is taken back.
    private async Task RunAsync(ImportKillChain chain, int kills, Random random)
    {
        Switches.KeepCreationTimeOnImport = chain.KeepsCreation;
        IReadOnlyList<string> expected = ImportedMailbox.Expected($"Chain{chain.Number}/Kill", _source.Items);
        for (int i = 0; i < kills; i++)
        {
            ImportMoment moment = chain.Choose(i, expected.Count - _target.Came.Count, random);
            ProcessEnd killed = await ImportAsync(chain, moment);
            int open = JournalLines.OpenIntents(JournalOf(chain));
            IEnumerable<string> surplus = ImportedMailbox.Less(_target.Came, expected);
            _target.Keep();
            File.Copy(JournalOf(chain), Kept(chain), overwrite: true);

            ProcessEnd end = await ImportAsync(chain, null);
            IReadOnlyList<string> came = _target.Came;
            if (chain.KeepsCreation && !end.Output.Contains("Complete", StringComparison.Ordinal))
            {
                // It may be in doubt about what it has found, and says so; the next one has it from this one.
                end = await ImportAsync(chain, null);
            }

            _outcomes.Add(new ImportKill
            {
                Name = $"{chain}: kill {i + 1} of chain {chain.Number}, {moment}",
                Event = moment.Event,
                WasKilled = KilledProcess.IsOne(killed),
                OpenIntents = open,
                Result = end.ExitCode == 0 ? end.Output : end.Error,
                Surplus = [.. surplus, .. ImportedMailbox.Less(came, expected), .. ImportedMailbox.Less(_target.Came, expected)],
                Missing = ImportedMailbox.Less(expected, came),
            });
            _target.GoBack();
            File.Copy(Kept(chain), JournalOf(chain), overwrite: true);
        }

        _target.Clear();
    }

    private string JournalOf(ImportKillChain chain) => Path.Combine(_root.FullName, $"chain{chain.Number}", "import.jsonl");

    private string Kept(ImportKillChain chain) => JournalOf(chain) + ".kept";

    private async Task<ProcessEnd> ImportAsync(ImportKillChain chain, ImportMoment? moment)
    {
        string? step = moment?.Event switch
        {
            ImportEvent.HalfWritten => "half written import.jsonl",
            ImportEvent.Written => "written import.jsonl",
            ImportEvent.HalfEnded => "half written end of import.jsonl",
            ImportEvent.Ended => "written end of import.jsonl",
            _ => null,
        };

        // What the last run sends is looked at when it has ended.
        Switches.ImportsShowAfter = chain.ShowsLate && moment is not null ? Late : TimeSpan.Zero;
        string bin = Path.Combine(ModuleFolder.Path, "bin", "net8.0");
        ImportKillRequest request = new(bin, _session.Uri, ExportFolder, Target, $"Chain{chain.Number}", chain.MakesCopies, JournalOf(chain), step, moment?.Occurrence ?? 0);
        string file = Path.Combine(_root.FullName, "request.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(request));
        using ChildProcess child = ChildProcess.Start(Programs.TestProcess, ["import", file]);
        if (moment is { Event: ImportEvent.Requested or ImportEvent.Answered })
        {
            _session.Server.Gates.KillAt(child, moment.Event == ImportEvent.Requested ? GatePoint.Arrival : GatePoint.Answer, moment.Occurrence);
        }

        ProcessEnd end = await child.EndAsync();
        if (!chain.ShowsLate)
        {
            // What the dead process had sent is carried out before the next one looks.
            await _session.Server.Requests.WhenIdleAsync();
        }

        return end;
    }
}
