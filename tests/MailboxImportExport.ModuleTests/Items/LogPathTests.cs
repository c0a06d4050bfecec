using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>What a run writes into the log of -LogPath.</summary>
public sealed class LogPathTests : IClassFixture<SandboxSession>
{
    private const string ExportId = ",MailboxImportExport.Cmdlets.ExportMailboxItemCommand";

    private readonly SandboxSession _session;
    private readonly SandboxFolder _source;
    private readonly SandboxFolder _target;
    private readonly string _path;

    public LogPathTests(SandboxSession session)
    {
        _session = session;
        _source = Support.AddFolder($"From-{Guid.NewGuid():N}");
        _target = session.Mailbox("chika").AddFolder($"To-{Guid.NewGuid():N}");
        _path = session.NewPath();
        _session.Server.Requests.Clear();
    }

    private SandboxMailbox Support => _session.Mailbox("support");

    private string Log => _path + ".log";

    [Fact]
    public void LogsEachItemOfAPipeline()
    {
        SandboxItem item = Support.AddMail(_source, "Invoice", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);

        PSObject imported = Run("Export-MailboxItem support@contoso.example -Folder $source -LogPath $log | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -LogPath $log").Output[0];

        IReadOnlyList<JsonElement> lines = Lines();
        lines.Select(static l => $"{Text(l, "command")} {Text(l, "event")} {Text(l, "result")}").Order().ShouldBe(
        [
            "Export-MailboxItem Begin ",
            "Export-MailboxItem End Complete",
            "Export-MailboxItem Item Done",
            "Import-MailboxItem Begin ",
            "Import-MailboxItem End Complete",
            "Import-MailboxItem Item Done",
        ]);
        JsonElement import = lines.Single(static l => Text(l, "command") == "Import-MailboxItem" && Text(l, "event") == "Item");
        Text(import, "itemId").ShouldBe(imported.Properties["ItemId"].Value);
        Text(import, "sourceItemId").ShouldBe(item.Id);
        Text(import, "mailbox").ShouldBe("chika@contoso.example");
        Text(import, "sha256").ToUpperInvariant().ShouldBe(_session.Server.Tenant.Exported.Last(e => e.ItemId == item.Id).Sha256.ToUpperInvariant());
        JsonElement export = lines.Single(static l => Text(l, "command") == "Export-MailboxItem" && Text(l, "event") == "Item");
        Text(export, "folder").ShouldBe(_source.DisplayName);
        Guid.TryParse(Text(export, "clientRequestId"), out _).ShouldBeTrue();
        Text(export, "clientId").ShouldNotBeEmpty();
        Text(export, "tenantId").ShouldNotBeEmpty();
        Text(export, "account").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(20)]
    [InlineData(600)]
    public void CountsAsDoneWhatThePipelineHasTakenWhenItTakesNoMore(int items)
    {
        Support.AddItems(_source, items, size: 10);

        Run("$null = Export-MailboxItem support@contoso.example -Folder $source -LogPath $log | Select-Object -First 3");

        JsonElement end = Lines().Single(static l => Text(l, "event") == "End");
        Text(end, "result").ShouldBe("Partial");
        end.GetProperty("done").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task LogsACopyBetweenTenants()
    {
        await using SandboxServer other = await SandboxServer.StartAsync(new SandboxOptions { PublishAddress = true }, CancellationToken.None);
        Support.AddItems(_source, 2, size: 100);

        _session.Run(
            "$new = Connect-MailboxImportExport -Sandbox -Uri $uri -PassThru; $old = Connect-MailboxImportExport -Sandbox -Uri $own -PassThru; "
            + "Copy-MailboxContent support@contoso.example -Folder $source -Connection $old -TargetConnection $new -TargetMailbox chika@contoso.example -Move -Force -LogPath $log",
            [.. Variables(), ("uri", other.Uri.GetLeftPart(UriPartial.Authority)), ("own", _session.Uri)]);
        _session.Connect(_session.Shell);

        SandboxMailbox target = other.Tenant.Mailbox("chika@contoso.example");
        IReadOnlyList<JsonElement> lines = Lines();
        lines.Select(static l => $"{Text(l, "event")} {Text(l, "result")}").ShouldBe(["Begin ", "Item Done", "Item Done", "Item Removed", "Item Removed", "End Complete"]);
        lines.ShouldAllBe(l => Text(l, "tenantId") == _session.Server.Tenant.Id.ToString() && Text(l, "targetTenantId") == other.Tenant.Id.ToString());
        lines.ShouldAllBe(static l => Text(l, "account").Length > 0 && Text(l, "targetAccount").Length > 0 && Text(l, "targetClientId").Length > 0);
        foreach (JsonElement done in lines.Where(static l => Text(l, "result") == "Done"))
        {
            SandboxItem copy = target.Item(Text(done, "itemId"));
            Text(done, "folder").ShouldBe(_source.DisplayName);
            Text(done, "sha256").ToUpperInvariant().ShouldBe(_session.Server.Tenant.Exported.Last(e => e.ItemId == Text(done, "sourceItemId")).Sha256);
            Guid.TryParse(Text(done, "requestId"), out _).ShouldBeTrue();
            JsonElement removed = lines.Single(l => Text(l, "result") == "Removed" && Text(l, "itemId") == Text(done, "sourceItemId"));
            Text(removed, "targetItemId").ShouldBe(copy.Id);
            Text(removed, "targetMailboxId").ShouldBe(target.Id);
            Text(removed, "changeKey").ShouldNotBeEmpty();
        }

        Text(lines[^1], "removed").ShouldBe("2");
    }

    [Fact]
    public void LogsWhyAnItemOfAMoveStays()
    {
        Support.AddItems(_source, 2, size: 100);
        _session.Server.Gates.OnNext(
            CallKind.ImportItem,
            _ =>
            {
                _target.Mailbox.RemoveItem(_target.Items[^1]).ShouldBeTrue();
                return Task.CompletedTask;
            },
            GatePoint.Answer);

        Try("Get-MailboxItem support@contoso.example -Folder $source | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -Move -Force -LogPath $log");

        JsonElement kept = Lines().Single(static l => Text(l, "result") == "Kept");
        Text(kept, "error").ShouldBe("ItemNotMoved");
        Text(kept, "itemId").ShouldBe(_source.Items.ShouldHaveSingleItem().Id);
        Text(Lines()[^1], "kept").ShouldBe("1");
    }

    [Theory(Timeout = 60_000)]
    [InlineData((int)CallKind.ListItems, "Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path -LogPath $log")]
    [InlineData((int)CallKind.ListItems, "Copy-MailboxContent support@contoso.example -Folder $source -TargetMailbox chika@contoso.example -LogPath $log")]
    [InlineData((int)CallKind.ImportItem, "Copy-MailboxContent support@contoso.example -Folder $source -TargetMailbox chika@contoso.example -LogPath $log")]
    [InlineData((int)CallKind.DeleteItem, "Copy-MailboxContent support@contoso.example -Folder $source -TargetMailbox chika@contoso.example -Move -Force -LogPath $log")]
    public async Task LogsThatAStoppedRunIsPartial(int kind, string script)
    {
        Support.AddItems(_source, 3, size: 100);
        using CallGate gate = new(_session.Server, (CallKind)kind);
        RunningScript running = _session.Shell.StartAsync(script, Variables());
        await gate.ReachedAsync().WaitAsync(TestContext.Current.CancellationToken);

        running.Stop();

        await running.Completion.WaitAsync(TestContext.Current.CancellationToken);
        gate.Release();
        JsonElement end = Lines()[^1];
        Text(end, "event").ShouldBe("End");
        Text(end, "result").ShouldBe("Partial");
        Text(end, "message").ShouldContain("ended before");
    }

    [Fact]
    public void LogsWhatWasSkippedAndWhatFailed()
    {
        Support.AddItems(_source, 1, size: 100);
        Run("Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path");

        Try("Get-MailboxItem support@contoso.example -Folder $source | Export-MailboxItem -DestinationPath $path -LogPath $log; Export-MailboxItem support@contoso.example -ItemId nonsense -DestinationPath $path -LogPath $log");

        IReadOnlyList<JsonElement> lines = [.. Lines().Where(static l => Text(l, "event") == "Item")];
        lines.Select(static l => $"{Text(l, "result")} {Text(l, "error")}").Order().ShouldBe(["Failed ItemNotExported", "Skipped "]);
    }

    [Fact]
    public void AddsToALogThatIsThere()
    {
        Support.AddItems(_source, 1, size: 100);

        Run("1..2 | ForEach-Object { Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path -LogPath $log }");

        Lines().Select(static l => Text(l, "run")).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void DoesNothingWhenItCannotBeLogged()
    {
        Support.AddItems(_source, 1, size: 100);

        ShellResult result = Try("Export-MailboxItem support@contoso.example -Folder $source -LogPath (Join-Path $path 'nowhere/log.jsonl') | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target");

        SandboxSession.ErrorIds(result).ShouldBe(["FileNotWritable" + ExportId]);
        _session.Server.Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    [Fact]
    public void HasNoSecretInTheLog()
    {
        Support.AddItems(_source, 1, size: 100);
        _session.Server.Gates.RefuseNextImport();

        Try("Export-MailboxItem support@contoso.example -Folder $source -LogPath $log | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -LogPath $log");

        string text = File.ReadAllText(Log);
        text.ShouldNotContain("eyJ");
        text.ShouldNotContain("http");
    }

    private IReadOnlyList<JsonElement> Lines() => [.. File.ReadAllLines(Log).Select(static line => JsonDocument.Parse(line).RootElement)];

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out JsonElement value) ? value.ToString() : string.Empty;

    private ShellResult Run(string script) => _session.Run(script, Variables());

    private ShellResult Try(string script) => _session.Try(script, Variables());

    private (string Name, object? Value)[] Variables() => [("mailbox", Support.Id), ("source", _source.DisplayName), ("target", _target.DisplayName), ("path", _path), ("log", Log)];
}
