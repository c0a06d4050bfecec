using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Processes;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Loading;

/// <summary>PowerShell 7.4 cannot be installed from packages; its runtime can.</summary>
public sealed class Net8Tests(Net8Tests.Run run) : IClassFixture<Net8Tests.Run>
{
    [Fact]
    public void RunsOnTheRuntimeOfPowerShell74() => run.Lines[0].ShouldStartWith("runtime 8.");

    [Fact]
    public void ListsExportsAndImportsEveryItemOnNet8()
    {
        run.End.ExitCode.ShouldBe(0, run.End.Output + run.End.Error);
        int items = run.Sandbox.Server.Tenant.Mailbox("adele@contoso.example").Folder("Inbox").Items.Count;
        run.Lines.Skip(1).Take(4).ShouldBe([$"token for {run.Sandbox.Server.Tenant.Id}", $"listed {items}", $"exported {items}", $"imported {items}"]);
    }

    [Fact]
    public void TakesEveryAssemblyFromTheModuleFolderOnNet8()
    {
        string[] files = [.. run.Lines.Where(static l => l.StartsWith("private ", StringComparison.Ordinal)).Select(static l => l["private ".Length..])];

        // The probe itself is the one that is there on purpose; .NET 8 has an older System.Text.Json of its own.
        string[] foreign = [.. files.Where(static f => !f.StartsWith(ModuleFolder.Path, StringComparison.Ordinal)).Select(static f => Path.GetFileName(f))];
        foreign.ShouldBe(["MailboxImportExport.Net8Probe.dll"]);
        files.Select(static f => Path.GetFileName(f)).ShouldContain("System.Text.Json.dll");
    }

    /// <summary>One run of the probe, for all tests.</summary>
    public sealed class Run : IAsyncLifetime
    {
        public PublishedSandbox Sandbox { get; } = new();

        internal ProcessEnd End { get; private set; } = new(-1, string.Empty, string.Empty);

        internal string[] Lines => End.Output.Split('\n', StringSplitOptions.TrimEntries);

        public async ValueTask InitializeAsync()
        {
            await Sandbox.InitializeAsync();
            string bin = Path.Combine(ModuleFolder.Path, "bin", "net8.0");
            End = await ChildProcess.RunAsync(Programs.Net8Probe, [bin, Sandbox.Uri, "adele@contoso.example", "chika@contoso.example"]);
        }

        public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
    }
}
