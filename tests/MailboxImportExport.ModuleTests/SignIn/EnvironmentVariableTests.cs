using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Processes;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.TestProcess;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.SignIn;

/// <summary>In processes of their own: the environment belongs to the whole process.</summary>
public sealed class EnvironmentVariableTests : IClassFixture<PublishedSandbox>, IDisposable
{
    private const string Subject = "system:serviceaccount:mail:export";
    private const string Connect = "Connect-MailboxImportExport -EnvironmentVariable -Sandbox -Uri $uri\n";
    private const string Show = "Get-MailboxImportExportContext | ForEach-Object { \"$($_.AuthType) $($_.TokenType) $($_.ClientId) $($_.Account)\" }";
    private const string Id = ",MailboxImportExport.Cmdlets.ConnectMailboxImportExportCommand: ";

    private readonly PublishedSandbox _sandbox;
    private readonly ExternalIssuer _issuer = new($"https://{Guid.NewGuid():N}.example");
    private readonly string _tokenFile = Path.GetTempFileName();

    public EnvironmentVariableTests(PublishedSandbox sandbox)
    {
        _sandbox = sandbox;
        _sandbox.Server.Tenant.Trust(_issuer);
        Application.FederatedCredentials = [new FederatedCredential("cluster", _issuer.Issuer, Subject)];
    }

    private SandboxApplication Application => _sandbox.Server.BuiltInApplication;

    private string Connected => $"EnvironmentVariable Application {Application.ClientId} {Application.Name}";

    public void Dispose()
    {
        _issuer.Dispose();
        File.Delete(_tokenFile);
    }

    [Fact]
    public async Task ConnectsWithTheSecretThatTheVariablesHold()
    {
        ScriptAnswer answer = await RunAsync(new() { ["AZURE_CLIENT_SECRET"] = Application.Secrets[0].Value });

        answer.Errors.ShouldBeEmpty();
        answer.Output.ShouldBe([Connected]);
    }

    [Fact]
    public async Task ConnectsWithTheTokenFileThatTheVariablesName()
    {
        WriteToken(Subject);

        ScriptAnswer answer = await RunAsync(new() { ["AZURE_FEDERATED_TOKEN_FILE"] = _tokenFile });

        answer.Errors.ShouldBeEmpty();
        answer.Output.ShouldBe([Connected]);
        _sandbox.Server.Requests.Of(CallKind.Token)[^1].Body!.ShouldContain("client_assertion=");
    }

    [Theory]
    [InlineData("AZURE_TENANT_ID")]
    [InlineData("AZURE_CLIENT_ID")]
    [InlineData("AZURE_CLIENT_SECRET")]
    public async Task NamesTheVariablesWhenOneIsMissing(string missing)
    {
        ScriptAnswer answer = await RunAsync(new() { ["AZURE_CLIENT_SECRET"] = Application.Secrets[0].Value, [missing] = null });

        string error = answer.Errors.ShouldHaveSingleItem();
        error.ShouldStartWith("SignInFailed" + Id);
        error.ShouldContain("Set AZURE_TENANT_ID and AZURE_CLIENT_ID, and one of AZURE_CLIENT_CERTIFICATE_PATH, AZURE_FEDERATED_TOKEN_FILE and AZURE_CLIENT_SECRET.");
    }

    [Fact]
    public async Task SaysThatTheSecretIsWrongAndDoesNotShowIt()
    {
        ScriptAnswer answer = await RunAsync(new() { ["AZURE_CLIENT_SECRET"] = "hunter2hunter2" });

        string error = answer.Errors.ShouldHaveSingleItem();
        error.ShouldStartWith("ClientSecretInvalid" + Id);
        error.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task SaysWhatToCompareWhenNoFederatedCredentialHasTheSubject()
    {
        WriteToken("system:serviceaccount:mail:other");

        ScriptAnswer answer = await RunAsync(new() { ["AZURE_FEDERATED_TOKEN_FILE"] = _tokenFile });

        string error = answer.Errors.ShouldHaveSingleItem();
        error.ShouldStartWith("CertificateRefused" + Id);
        error.ShouldContain("Compare issuer, subject and audience");
        error.ShouldNotContain(File.ReadAllText(_tokenFile).Split('.')[1]);
    }

    private void WriteToken(string subject) => File.WriteAllText(
        _tokenFile,
        _issuer.Issue(subject, FederatedCredential.ExchangeAudience, DateTimeOffset.UtcNow, TimeSpan.FromHours(1)));

    private async Task<ScriptAnswer> RunAsync(Dictionary<string, string?> changes)
    {
        Dictionary<string, string?> environment = new()
        {
            ["AZURE_TENANT_ID"] = _sandbox.Server.Tenant.Id.ToString(),
            ["AZURE_CLIENT_ID"] = Application.ClientId.ToString(),
            ["AZURE_CLIENT_SECRET"] = null,
            ["AZURE_CLIENT_CERTIFICATE_PATH"] = null,
            ["AZURE_FEDERATED_TOKEN_FILE"] = null,
        };
        foreach ((string name, string? value) in changes)
        {
            environment[name] = value;
        }

        return await new IsolatedScript
        {
            Script = "Import-Module $manifest\n" + Connect + Show,
            Variables = new Dictionary<string, string> { ["manifest"] = ModuleFolder.Manifest, ["uri"] = _sandbox.Uri },
            Environment = environment,
        }.RunAsync();
    }
}
