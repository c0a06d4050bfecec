using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

/// <summary>Get-MailboxItem -Delta. Each test has a sandbox of its own, because switches decide how it tells changes.</summary>
public sealed class ItemChangeTests : IAsyncLifetime
{
    private const string Id = ",MailboxImportExport.Cmdlets.GetMailboxItemCommand";
    private const string Next = "Get-MailboxItem chika@contoso.example -Folder Watched -DeltaToken $token -DeltaTokenVariable token";

    private static readonly DateTimeOffset LongAgo = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SandboxSession _session = new();
    private SandboxFolder _folder = null!;

    private SandboxMailbox Chika => _session.Mailbox("chika");

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _folder = Chika.AddFolder("Watched");
        Add("first");
        Add("second");
        Add("third");
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public void TellsEverythingAsAddedInTheFirstRound()
        => Tell("Get-MailboxItem chika@contoso.example -Folder Watched -Delta").ShouldBe(_folder.Items.Select(static i => $"Added {i.Id}"), ignoreOrder: true);

    [Fact]
    public void TellsNothingWhenNothingHasHappened()
    {
        Begin();

        Tell(Next).ShouldBeEmpty();
    }

    [Fact]
    public void TellsWhatWasAddedHasChangedAndWasRemoved()
    {
        Begin();
        SandboxItem removed = _folder.Items[0];
        SandboxItem changed = _folder.Items[1];
        Chika.RemoveItem(removed);
        Chika.TryUpdateItem(changed, changed.Content);
        SandboxItem added = Chika.AddMail(_folder, "fourth", "jo@fabrikam.example", DateTimeOffset.UtcNow, created: DateTimeOffset.UtcNow);

        Tell(Next).ShouldBe([$"Removed {removed.Id}", $"Changed {changed.Id}", $"Added {added.Id}"], ignoreOrder: true);
        Tell(Next).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, "deleted")]
    [InlineData(true, "changed")]
    public void TellsAnItemThatMovedAsRemovedHereAndThere(bool saysChanged, string reason)
    {
        _session.Server.Switches.DeltaSaysMovedIsChanged = saysChanged;
        Chika.AddFolder("Target");
        SandboxItem item = _folder.Items[0];
        _session.Run("$null = Get-MailboxItem chika@contoso.example -IncludeFolders Watched, Target -Delta -DeltaTokenVariable token");
        string moved = Chika.MoveItem(item, Chika.Folder("Target"), keepsId: false)!.Id;

        ShellResult result = _session.Run("Get-MailboxItem chika@contoso.example -IncludeFolders Watched, Target -DeltaToken $token | ForEach-Object { \"$($_.ChangeKind) $($_.FolderPath) $($_.Reason) $($_.ItemId)\" }");

        result.OutputAs<string>().ShouldBe([$"Removed Watched {reason} {item.Id}", $"Changed Target  {moved}"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(nameof(DeltaRepetition.Never))]
    [InlineData(nameof(DeltaRepetition.Twice))]
    [InlineData(nameof(DeltaRepetition.RemovedFirst))]
    public void TellsEachItemOnceWhateverTheServiceRepeats(string repetition)
    {
        _session.Server.Switches.DeltaRepetition = Enum.Parse<DeltaRepetition>(repetition);

        Tell("Get-MailboxItem chika@contoso.example -Folder Watched -Delta").ShouldBe(_folder.Items.Select(static i => $"Added {i.Id}"), ignoreOrder: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void GoesOnWhenAPageIsEmpty(int emptyAfter)
    {
        _session.Server.Switches.EmptyDeltaPageAfter = emptyAfter;
        _session.Server.Switches.MaximumPageSize = 2;
        _session.Server.Switches.ClampTopToMaximum = true;

        Tell("Get-MailboxItem chika@contoso.example -Folder Watched -Delta").Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(410)]
    [InlineData(404)]
    [InlineData(400)]
    public void BeginsAnewAndSaysSoWhenTheServiceHasForgotten(int status)
    {
        _session.Server.Switches.DeadDeltaTokenStatus = status;
        Begin();
        _session.Server.ExpireDeltaTokens();

        ShellResult result = _session.Run(Next);

        result.Output.Count.ShouldBe(3);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("'Watched' of chika@contoso.example");
        result.Warnings[0].ShouldContain("told from its beginning");
    }

    [Fact]
    public void TellsAChangeThatTheServiceHeldBackInALaterRound()
    {
        _session.Server.Switches.DeltaHoldsBack = 1;
        List<string> told = [.. Begin()];
        _session.Server.Switches.DeltaHoldsBack = 0;

        told.AddRange(Tell(Next));

        told.Select(static line => line.Split(' ')[1]).ShouldBe(_folder.Items.Select(static i => i.Id), ignoreOrder: true);
    }

    [Fact]
    public void LosesNothingWhenTheServiceTellsChangesAgain()
    {
        _session.Server.Switches.ReplayDeltaChanges = true;
        Begin();
        Tell(Next);
        SandboxItem added = Add("fourth");

        Tell(Next).ShouldContain(line => line.EndsWith(added.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void KeepsTheTokenAsTextThatLivesInAFile()
    {
        Begin();
        string path = _session.NewPath();
        File.WriteAllText(path, _session.Run("$token").OutputAs<string>()[0] + Environment.NewLine);
        SandboxItem added = Add("fourth");

        Tell("Get-MailboxItem chika@contoso.example -Folder Watched -DeltaToken $kept", ("kept", File.ReadAllText(path))).ShouldHaveSingleItem().ShouldEndWith(added.Id);
    }

    [Fact]
    public void KeepsTheRoundsOfOtherMailboxesInTheToken()
    {
        _session.Run("$null = 'chika@contoso.example', 'support@contoso.example' | Get-MailboxItem -Folder Inbox -Delta -DeltaTokenVariable token");
        _session.Run("$null = Get-MailboxItem chika@contoso.example -Folder Inbox -DeltaToken $token -DeltaTokenVariable token");

        Tell("Get-MailboxItem support@contoso.example -Folder Inbox -DeltaToken $token").ShouldBeEmpty();
    }

    [Fact]
    public void LeavesTheTokenAloneWhenTheRestOfTheLineHasEnough()
    {
        _session.Run("$token = 'old'; $null = Get-MailboxItem chika@contoso.example -Folder Watched -Delta -DeltaTokenVariable token | Select-Object -First 1");

        _session.Run("$token").OutputAs<string>().ShouldBe(["old"]);
    }

    [Fact]
    public void ExportsWhatWasAdded()
    {
        Begin();
        SandboxItem added = Add("fourth");
        Chika.RemoveItem(_folder.Items[0]);

        ShellResult result = _session.Run($"{Next} | Where-Object ChangeKind -ne Removed | Export-MailboxItem");

        result.Output.ShouldHaveSingleItem().Properties["SourceItemId"].Value.ShouldBe(added.Id);
    }

    [Fact]
    public void ExportsNothingWhenARemovedItemIsPipedIn()
    {
        Begin();
        Chika.RemoveItem(_folder.Items[0]);
        _session.Server.Requests.Clear();

        ShellResult result = _session.Try($"{Next} | Export-MailboxItem");

        result.Output.ShouldBeEmpty();
        result.Errors.ShouldHaveSingleItem().Exception.Message.ShouldContain("Where-Object ChangeKind -ne Removed");
        _session.Server.Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    [Theory]
    [InlineData("-Subject x", "-Subject")]
    [InlineData("-First 3", "-First")]
    [InlineData("-Unread -HasAttachment", "-HasAttachment")]
    public void RefusesWhatWouldHideChangesForEver(string parameters, string named)
    {
        ShellResult result = _session.Try($"Get-MailboxItem chika@contoso.example -Delta {parameters}");

        SandboxSession.ErrorIds(result).ShouldBe(["ArgumentInvalid" + Id]);
        result.Errors[0].Exception.Message.ShouldContain(named);
    }

    [Theory]
    [InlineData("'no token'")]
    [InlineData("'AAAA'")]
    [InlineData("$(Get-MailboxContentFolder chika@contoso.example -Delta -DeltaTokenVariable other | Out-Null; $other)")]
    public void RefusesATextThatIsNoTokenOfItems(string token)
        => SandboxSession.ErrorIds(_session.Try($"Get-MailboxItem chika@contoso.example -DeltaToken {token}")).ShouldBe(["ArgumentInvalid" + Id]);

    [Fact]
    public void ShowsATableThatAPersonReads()
    {
        string[] lines = _session.Run("Get-MailboxItem chika@contoso.example -Folder Watched -Delta").Text.Trim('\n').Split('\n');

        lines[0].ShouldStartWith("Change   Folder                         Class                Modified (UTC)");
        lines[2].ShouldStartWith("Added    Watched                        IPM.Note");
    }

    private SandboxItem Add(string subject) => Chika.AddMail(_folder, subject, "jo@fabrikam.example", LongAgo, created: LongAgo);

    private IReadOnlyList<string> Begin() => Tell("Get-MailboxItem chika@contoso.example -Folder Watched -Delta -DeltaTokenVariable token");

    private IReadOnlyList<string> Tell(string line, params (string Name, object? Value)[] variables)
        => _session.Run($"{line} | ForEach-Object {{ \"$($_.ChangeKind) $($_.ItemId)\" }}", variables).OutputAs<string>();
}
