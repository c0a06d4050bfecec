using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

public sealed class ManifestIdentityTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-");
    private ConnectedSandbox? _sandbox;

    private ConnectedSandbox Sandbox => _sandbox!;

    public async ValueTask InitializeAsync() => _sandbox = await ConnectedSandbox.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData((int)TimePrecision.Seconds, false)]
    [InlineData((int)TimePrecision.Milliseconds, true)]
    [InlineData((int)TimePrecision.Ticks, true)]
    public async Task IsThatOfTheListingForEveryItemOfAMailbox(int precision, bool marked)
    {
        Sandbox.Switches.ExtendedPropertyTimePrecision = (TimePrecision)precision;
        Sandbox.Switches.SubjectsMarkTheirPrefix = marked;

        await ExportAsync(folder: null);

        Dictionary<string, ItemIdentity> listed = await ListAsync(folder: null);
        IReadOnlyList<ManifestRecord> records = Records();
        records.Count.ShouldBe(listed.Count);
        records.Count(static r => r.Identity?.SearchKey is not null).ShouldBeGreaterThan(100);
        foreach (ManifestRecord record in records)
        {
            record.Identity.ShouldNotBeNull().ToIdentity().ShouldBe(listed[record.ItemId]);
        }
    }

    [Fact]
    public async Task IsThatOfTheListingWhenTheContentIsLargeAndMoreExact()
    {
        SandboxMailbox mailbox = Sandbox.Mailbox(ConnectedSandbox.Adele);
        SandboxFolder folder = mailbox.AddFolder("Large");
        SandboxItem item = mailbox.AddLargeItem(folder, 400_000);
        DateTimeOffset exact = new DateTimeOffset(2024, 1, 1, 8, 0, 0, TimeSpan.Zero).AddTicks(9_999_999);
        PropertyBag properties = item.Content.Properties
            .With(Tags.Subject.With("\u0001\u0005AW: Plan")).With(Tags.MessageDeliveryTime.With(exact)).With(Tags.ClientSubmitTime.With(exact));
        mailbox.TryUpdateItem(item, item.Content with { Properties = properties });

        await ExportAsync("Large");

        IdentityRecord identity = Records().ShouldHaveSingleItem().Identity.ShouldNotBeNull();
        identity.Subject.ShouldBe("AW: Plan");
        identity.Received.ShouldBe(exact);
        identity.ToIdentity().ShouldBe((await ListAsync("Large")).Values.ShouldHaveSingleItem());
    }

    [Fact]
    public async Task NamesAnItemThatWasNeverListed()
    {
        SandboxItem item = Sandbox.Mailbox(ConnectedSandbox.Adele).Folder("Drafts").Items[0];
        List<ExportedMailboxItem> exported = [];

        await ExportAsync(new ExportSource { Mailbox = Identity, ItemId = item.Id }, exported);

        exported.ShouldHaveSingleItem().Subject.ShouldBe(item.Content.Properties.Text(Tags.Subject));
        exported[0].ItemClass.ShouldBe("IPM.Note");
    }

    private static MailboxIdentity Identity => new() { UserPrincipalName = ConnectedSandbox.Adele, Text = ConnectedSandbox.Adele };

    private ItemListRequest Listing(string? folder) => new()
    {
        Store = Sandbox.Store(Sandbox.Mailbox(ConnectedSandbox.Adele)),
        Folder = folder is null ? null : new FolderIdentity { Text = folder },
    };

    private IReadOnlyList<ManifestRecord> Records()
        => [.. File.ReadAllLines(Path.Combine(_folder.FullName, "manifest.jsonl")).Select(static line => JsonSerializer.Deserialize(line, ItemFolderJson.Manifest)!)];

    private async Task<Dictionary<string, ItemIdentity>> ListAsync(string? folder)
    {
        Dictionary<string, ItemIdentity> listed = [];
        await foreach (MailboxItem item in new ListItems(Sandbox.Connection, Sandbox.Log).RunAsync(Listing(folder), null, null, CancellationToken.None))
        {
            listed.Add(item.ItemId, ItemIdentity.Of(item));
        }

        return listed;
    }

    private Task ExportAsync(string? folder) => ExportAsync(new ExportSource { Mailbox = Identity, Listing = Listing(folder) }, []);

    private async Task ExportAsync(ExportSource source, List<ExportedMailboxItem> exported)
    {
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(_folder.FullName, new ItemFolderFiles(), verify: false, TimeProvider.System, Sandbox.Log, CancellationToken.None);
        ExportRun run = new(Sandbox.Connection, new FolderTarget(folder, readableNames: false), folder, new Output(exported), new Progress<TransferProgress>(), Sandbox.Log);
        await run.RunAsync(One(source), CancellationToken.None);
        run.Summaries("test").ShouldAllBe(static s => s.Verdict == TransferVerdict.Complete);
    }

    private static async IAsyncEnumerable<ExportSource> One(ExportSource source)
    {
        await Task.Yield();
        yield return source;
    }

    private sealed class Output(List<ExportedMailboxItem> exported) : ITransferOutput<ExportedMailboxItem>
    {
        public Task ItemAsync(ExportedMailboxItem item)
        {
            lock (exported)
            {
                exported.Add(item);
            }

            return Task.CompletedTask;
        }

        public Task FailedAsync(MailboxImportExportException failure, object target) => throw failure;
    }
}
