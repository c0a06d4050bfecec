using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Processes;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.TestProcess;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.SignIn;

/// <summary>In processes of their own: Azure.Identity keeps tokens of managed identities for the whole process, and reads its environment.</summary>
public sealed class ManagedIdentityTests(PublishedSandbox sandbox) : IClassFixture<PublishedSandbox>
{
    private const string ShowAndUse =
        """
        Get-MailboxImportExportContext | ForEach-Object { "$($_.AuthType) $($_.ClientId)" }
        Get-MailboxItem adele@contoso.example -Folder Inbox -First 1 | Export-MailboxItem | ForEach-Object { 'exported' }
        """;

    private const string Unavailable = "ManagedIdentityUnavailable,MailboxImportExport.Cmdlets.ConnectMailboxImportExportCommand: ";

    // Where Azure.Identity looks for virtual machines instead of 169.254.169.254.
    private const string MachineEndpoint = "AZURE_POD_IDENTITY_AUTHORITY_HOST";

    // Five times what is expected, and half of what Azure.Identity takes by itself.
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task SignsInAsTheSystemAssignedIdentityWhenTheHostNamesItsEndpoint()
    {
        ScriptAnswer answer = await RunAsync("Connect-MailboxImportExport -ManagedIdentity -Sandbox -Uri $uri\n" + ShowAndUse, HostEndpoint);

        answer.Errors.ShouldBeEmpty();
        answer.Output.ShouldBe([$"ManagedIdentity {Identity(isSystemAssigned: true).ClientId}", "exported"]);
    }

    [Fact]
    public async Task SignsInAsTheUserAssignedIdentityWhenItsClientIdIsGiven()
    {
        Guid clientId = Identity(isSystemAssigned: false).ClientId;

        ScriptAnswer answer = await RunAsync($"Connect-MailboxImportExport -ManagedIdentity -ClientId {clientId} -Sandbox -Uri $uri\n" + ShowAndUse, HostEndpoint);

        answer.Errors.ShouldBeEmpty();
        answer.Output.ShouldBe([$"ManagedIdentity {clientId}", "exported"]);
    }

    [Fact]
    public async Task SaysWhatToDoWhenTheClientIdIsUnknown()
    {
        const string ClientId = "00000000-0000-0000-0000-00000000000a";

        ScriptAnswer answer = await RunAsync($"Connect-MailboxImportExport -ManagedIdentity -ClientId {ClientId} -Sandbox -Uri $uri", HostEndpoint);

        answer.Errors.ShouldHaveSingleItem().ShouldStartWith(Unavailable + $"No managed identity with the client id {ClientId} answers here.");
        answer.Errors[0].ShouldContain("give its client id with -ClientId");
    }

    // Azure.Identity takes the older names for those of Azure Machine Learning, which has user-assigned identities only.
    [Fact]
    public async Task AsksInTheOlderFormWhenTheHostHasTheOlderNamesAndAClientIdIsGiven()
    {
        Guid clientId = Identity(isSystemAssigned: false).ClientId;

        await RunAsync($"Connect-MailboxImportExport -ManagedIdentity -ClientId {clientId} -Sandbox -Uri $uri", OlderHostEndpoint);

        RecordedRequest request = sandbox.Server.Requests.Of(CallKind.ManagedIdentityToken).Single(static r => r.Headers.ContainsKey("secret"));
        request.Headers["secret"].ShouldBe(sandbox.Server.ManagedIdentityHeader);
        request.Query.ShouldBe($"?api-version=2017-09-01&resource=https://graph.microsoft.com&clientid={clientId}");
    }

    [Fact]
    public async Task FailsAtOnceWhenTheHostHasTheOlderNamesOnly()
    {
        ScriptAnswer answer = await RunAsync("Connect-MailboxImportExport -ManagedIdentity -Sandbox -Uri $uri", OlderHostEndpoint);

        answer.Errors.ShouldHaveSingleItem().ShouldStartWith(Unavailable);
    }

    // HttpClient dials up to four times for one request when the other side hangs up.
    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 1)]
    public async Task AsksOnceOnlyWhenNobodyAnswersWhereAMachineWould(bool hangsUp, int connections)
    {
        using DeafEndpoint endpoint = new(hangsUp);
        Stopwatch watch = Stopwatch.StartNew();

        ScriptAnswer answer = await RunAsync("Connect-MailboxImportExport -ManagedIdentity", new() { [MachineEndpoint] = endpoint.Uri.GetLeftPart(UriPartial.Authority) });

        answer.Errors.ShouldHaveSingleItem().ShouldContain("On a computer outside Azure there is none: use a certificate.");
        endpoint.Connections.ShouldBeInRange(1, connections);
        watch.Elapsed.ShouldBeLessThan(SoonEnough);
    }

    [Fact]
    public async Task FailsSoonWhenTheHostNamesNoEndpointAtAll()
    {
        Stopwatch watch = Stopwatch.StartNew();

        ScriptAnswer answer = await RunAsync("Connect-MailboxImportExport -ManagedIdentity", []);

        answer.Errors.ShouldHaveSingleItem().ShouldStartWith(Unavailable + "No managed identity answers here.");
        watch.Elapsed.ShouldBeLessThan(SoonEnough);
    }

    private Dictionary<string, string?> HostEndpoint => new()
    {
        ["IDENTITY_ENDPOINT"] = sandbox.Server.ManagedIdentityEndpoint.ToString(),
        ["IDENTITY_HEADER"] = sandbox.Server.ManagedIdentityHeader,
    };

    private Dictionary<string, string?> OlderHostEndpoint => new()
    {
        ["MSI_ENDPOINT"] = sandbox.Server.ManagedIdentityEndpoint.ToString(),
        ["MSI_SECRET"] = sandbox.Server.ManagedIdentityHeader,
    };

    private ManagedIdentity Identity(bool isSystemAssigned) => sandbox.Server.Tenant.ManagedIdentities.Single(i => i.IsSystemAssigned == isSystemAssigned);

    // Of a machine that runs these tests: it may have an identity of its own.
    private async Task<ScriptAnswer> RunAsync(string script, Dictionary<string, string?> environment)
    {
        Dictionary<string, string?> all = new() { ["IDENTITY_ENDPOINT"] = null, ["IDENTITY_HEADER"] = null, ["MSI_ENDPOINT"] = null, ["MSI_SECRET"] = null };
        foreach ((string name, string? value) in environment)
        {
            all[name] = value;
        }

        return await new IsolatedScript
        {
            Script = "Import-Module $manifest\n" + script,
            Variables = new Dictionary<string, string> { ["manifest"] = ModuleFolder.Manifest, ["uri"] = sandbox.Uri },
            Environment = all,
        }.RunAsync();
    }
}
