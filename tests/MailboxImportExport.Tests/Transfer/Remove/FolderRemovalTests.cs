using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;
using FolderRemoval = MailboxImportExport.Transfer.Remove.FolderRemoval;

namespace MailboxImportExport.Tests.Transfer.Remove;

public sealed class FolderRemovalTests : IAsyncLifetime
{
    private ConnectedSandbox? _sandbox;

    private ConnectedSandbox Sandbox => _sandbox!;

    private SandboxMailbox Mailbox => Sandbox.Mailbox(ConnectedSandbox.Chika);

    public async ValueTask InitializeAsync() => _sandbox = await ConnectedSandbox.StartAsync();

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();

    [Fact]
    public async Task CountsWhatHasArrivedSinceTheFolderWasListed()
    {
        SandboxFolder projects = Mailbox.AddFolder("Projects");
        MailboxContentFolder listed = await FindAsync("Projects");
        Mailbox.AddItems(projects, 3);

        FolderRemoval removal = Remove(listed);
        await removal.SurveyAsync(CancellationToken.None);

        removal.Items.ShouldBe(3);
    }

    [Fact]
    public async Task RefusesAFolderThatEveryMailboxHasWhenTheObjectDoesNotSaySo()
    {
        MailboxContentFolder inbox = await FindAsync("Inbox");

        MailboxImportExportException refusal = await Should.ThrowAsync<MailboxImportExportException>(
            () => Remove(inbox with { WellKnownName = null }).SurveyAsync(CancellationToken.None));

        refusal.Kind.ShouldBe(FailureKind.FolderProtected);
    }

    [Fact]
    public async Task HasRemovedAFolderWhenTheAnswerIsLost()
    {
        Mailbox.AddFolder("Projects");
        Sandbox.Switches.FolderDeletion = FolderDeletion.Removed;
        FolderRemoval removal = Remove(await FindAsync("Projects"));
        await removal.SurveyAsync(CancellationToken.None);
        Sandbox.Server.Gates.CutNext(CallKind.DeleteFolder, GatePoint.Answer);

        bool isRemoved = await removal.RunAsync(CancellationToken.None);

        isRemoved.ShouldBeTrue();
        Sandbox.Server.Requests.Count(CallKind.DeleteFolder).ShouldBeGreaterThan(1);
    }

    private FolderRemoval Remove(MailboxContentFolder folder) => new(Sandbox.Connection, folder, static (_, _) => Task.CompletedTask, Sandbox.Log);

    private Task<MailboxContentFolder> FindAsync(string path)
        => new FolderResolver(new FolderRequests(Sandbox.Connection, Sandbox.Log), Sandbox.Store(Mailbox)).ResolveAsync(path, CancellationToken.None);
}
