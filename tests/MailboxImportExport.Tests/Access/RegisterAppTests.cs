using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Access;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Access;

public sealed class RegisterAppTests
{
    private static readonly string[] Permissions = ["MailboxFolder.Read.All", "MailboxItem.Export.All"];

    [Fact]
    public async Task GoesOnWhenTheDirectoryHasNotSeenTheApplicationYet()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        sandbox.Switches.NewDirectoryObjectsAreUnseenFor = 3;

        MailboxImportExportApp app = await new RegisterApp(sandbox.Connection, sandbox.Log).RunAsync("Late", Permissions, null, force: false, CancellationToken.None);

        sandbox.Server.Tenant.Registrations.Single(r => r.ClientId.ToString() == app.ClientId).Roles.ShouldBe(Permissions, ignoreOrder: true);
        app.CertificateThumbprint.ShouldBeNull();
    }

    [Fact]
    public async Task MakesNothingWhenAPermissionIsNotOffered()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();

        MailboxImportExportException error = await Should.ThrowAsync<MailboxImportExportException>(
            () => new RegisterApp(sandbox.Connection, sandbox.Log).RunAsync("Never", ["Mailbox.Nothing.All"], null, force: false, CancellationToken.None));

        error.Kind.ShouldBe(FailureKind.PermissionNotOffered);
        sandbox.Requests.Count(CallKind.WriteDirectory).ShouldBe(0);
    }

    [Fact]
    public async Task DoesNotRegisterTwiceWhenAnAnswerIsLost()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        sandbox.Gates.CutNext(CallKind.WriteDirectory, GatePoint.Answer);

        await Should.ThrowAsync<MailboxImportExportException>(
            () => new RegisterApp(sandbox.Connection, sandbox.Log).RunAsync("Lost", Permissions, null, force: false, CancellationToken.None));

        sandbox.Server.Tenant.Registrations.Count(static r => r.Name == "Lost").ShouldBe(1);
    }
}
