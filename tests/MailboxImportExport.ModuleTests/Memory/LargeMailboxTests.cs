using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Processes;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.TestProcess;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Memory;

/// <summary>A mailbox of 100,000 items, 1,000 of them of one second, is listed by a process that may have 64 MB of managed memory.</summary>
public sealed class LargeMailboxTests(LargeMailboxTests.Listing listing) : IClassFixture<LargeMailboxTests.Listing>
{
    private const int Items = 100_000;
    private const int OfOneSecond = 1_000;
    private const int PageSize = 250;

    // The first page, the newest items, and the page that is fetched while the first is written.
    private const int CallsBeforeTheFirstObject = 3;

    [Fact]
    public void GivesEveryItemOnceWhenMemoryIsScarce()
    {
        listing.Answer.Errors.ShouldBeEmpty();
        listing.Listed.Count.ShouldBe(Items);
        listing.Listed.ToHashSet().SetEquals(listing.Inbox.Items.Select(static i => i.Id)).ShouldBeTrue();
    }

    [Fact]
    public void GivesTheFirstItemAfterTheFirstPage()
        => listing.Sandbox.Server.Requests.All
            .TakeWhile(static r => !Listing.IsSentForTheFirstObject(r))
            .Count(static r => r.Kind == CallKind.ListItems)
            .ShouldBeLessThanOrEqualTo(CallsBeforeTheFirstObject);

    [Fact]
    public void AsksHardlyMoreOftenThanThereArePages()
    {
        int calls = listing.Sandbox.Server.Requests.Of(CallKind.ListItems).Count(r => IsInbox(r.Path));
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls} calls");

        calls.ShouldBeLessThanOrEqualTo((int)(1.05 * Items / PageSize));
    }

    [Fact]
    public void AsksOnceForEachFolderThatIsEmpty()
    {
        ILookup<string, RecordedRequest> calls = listing.Sandbox.Server.Requests.Of(CallKind.ListItems).ToLookup(static r => r.Path);

        calls.Count.ShouldBeGreaterThan(1);
        calls.Where(folder => !IsInbox(folder.Key)).ShouldAllBe(static folder => folder.Count() == 1);
    }

    private bool IsInbox(string path) => Uri.UnescapeDataString(path).Contains(listing.Inbox.Id, StringComparison.Ordinal);

    /// <summary>One run, for all tests.</summary>
    public sealed class Listing : IAsyncLifetime
    {
        private const string HeapLimit = "0x4000000";

        // A call of another kind tells the sandbox that the first object has come; calls for more pages wait for it.
        private const string Script =
            """
            Import-Module $manifest
            Connect-MailboxImportExport -Sandbox -Uri $uri
            $file = [System.IO.StreamWriter]::new($path)
            $isFirst = $true
            Get-MailboxItem chika@contoso.example | ForEach-Object {
                if ($isFirst) { $null = Get-MailboxContentStore adele@contoso.example }
                $isFirst = $false
                $file.WriteLine($_.ItemId)
            }
            $file.Dispose()
            """;

        // Only a test that fails waits for it.
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
        private static readonly DateTimeOffset Second = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-list");

        public PublishedSandbox Sandbox { get; } = new();

        /// <summary>The ids that came, in order.</summary>
        public IReadOnlyList<string> Listed { get; private set; } = [];

        internal ScriptAnswer Answer { get; private set; } = new([], [], []);

        internal SandboxFolder Inbox => Sandbox.Server.Tenant.Mailbox("chika@contoso.example").Folder("Inbox");

        public async ValueTask InitializeAsync()
        {
            await Sandbox.InitializeAsync();
            Fill();
            Hold();
            string path = Path.Combine(_folder.FullName, "ids.txt");
            Answer = await new IsolatedScript
            {
                Script = Script,
                Variables = new Dictionary<string, string> { ["manifest"] = ModuleFolder.Manifest, ["uri"] = Sandbox.Uri, ["path"] = path },
                Environment = new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = HeapLimit },
            }.RunAsync();
            Listed = await File.ReadAllLinesAsync(path);
        }

        public ValueTask DisposeAsync()
        {
            _folder.Delete(recursive: true);
            return Sandbox.DisposeAsync();
        }

        internal static bool IsSentForTheFirstObject(RecordedRequest request)
            => request.Kind == CallKind.GetSettings && request.Path.Contains("adele", StringComparison.Ordinal);

        private void Fill()
        {
            SandboxMailbox mailbox = Sandbox.Server.Tenant.Mailbox("chika@contoso.example");
            mailbox.AddItems(Inbox, Items - OfOneSecond, size: 1);
            for (int i = 0; i < OfOneSecond; i++)
            {
                mailbox.AddMail(Inbox, "At the same time", "sender@fabrikam.example", Second, created: Second.AddTicks(i));
            }
        }

        private void Hold()
        {
            TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Gates gates = Sandbox.Server.Gates;

            // The first call of this kind looks the mailbox up.
            gates.OnNext(CallKind.GetSettings, static _ => Task.CompletedTask);
            gates.OnNext(CallKind.GetSettings, _ =>
            {
                first.SetResult();
                return Task.CompletedTask;
            });
            for (int i = 0; i < CallsBeforeTheFirstObject; i++)
            {
                gates.OnNext(CallKind.ListItems, static _ => Task.CompletedTask);
            }

            gates.OnNext(CallKind.ListItems, call => first.Task.WaitAsync(Patience, call.Aborted));
        }
    }
}
