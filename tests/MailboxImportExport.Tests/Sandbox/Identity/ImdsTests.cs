using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Identity;

public sealed class ImdsTests : IAsyncLifetime
{
    private const string Query = "?api-version=2018-02-01&resource=https://graph.microsoft.com/";
    private static readonly (string, string) Metadata = ("Metadata", "true");
    private SandboxClient _client = null!;
    private ManagedIdentityCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync();
        _caller = new ManagedIdentityCaller(_client);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task GivesAllValuesAsTextsWhenAVirtualMachineAsks()
    {
        SandboxAnswer answer = await _caller.MetadataAsync(Query, Metadata);

        answer.Status.ShouldBe(200);
        answer.Root.EnumerateObject().ShouldAllBe(static member => member.Value.ValueKind == JsonValueKind.String);
        answer.Root.GetProperty("refresh_token").GetString().ShouldBeEmpty();
        answer.Root.GetProperty("expires_in").GetString().ShouldBe("3599");
        answer.Root.GetProperty("resource").GetString().ShouldBe("https://graph.microsoft.com/");
        answer.Root.TryGetProperty("not_before", out _).ShouldBeTrue();
        answer.Root.TryGetProperty("expires_on", out _).ShouldBeTrue();
        _client.Token = answer.Root.GetProperty("access_token").GetString();
        (await _client.GetAsync(_client.Server.Tenant.Mailbox(SandboxClient.Adele), "folders")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("object_id")]
    [InlineData("msi_res_id")]
    public async Task GivesTheAssignedIdentityWhenItIsNamed(string parameter)
    {
        ManagedIdentity identity = _client.Server.Tenant.ManagedIdentities.Single(static identity => !identity.IsSystemAssigned);
        string value = parameter switch
        {
            "client_id" => identity.ClientId.ToString(),
            "object_id" => identity.ObjectId.ToString(),
            _ => identity.ResourceId,
        };

        SandboxAnswer answer = await _caller.MetadataAsync($"{Query}&{parameter}={Uri.EscapeDataString(value)}", Metadata);

        answer.Root.GetProperty("client_id").GetString().ShouldBe(identity.ClientId.ToString());
    }

    [Fact]
    public async Task RefusesWhenTheHeaderIsMissing()
    {
        SandboxAnswer answer = await _caller.MetadataAsync(Query);

        answer.Status.ShouldBe(400);
        answer.Root.GetProperty("error").GetString().ShouldBe("invalid_request");
        answer.Root.GetProperty("error_description").GetString()!.ShouldContain("Required metadata header");
    }

    [Theory]
    [InlineData("?api-version=2018-02-01")]
    [InlineData("?resource=https://graph.microsoft.com/")]
    [InlineData("?api-version=2010-01-01&resource=https://graph.microsoft.com/")]
    [InlineData("?api-version=2018-02-01&resource=https://vault.azure.net")]
    public async Task RefusesWhenTheQueryIsWrong(string query)
        => (await _caller.MetadataAsync(query, Metadata)).Status.ShouldBe(400);

    [Fact]
    public async Task RefusesWhenTheRequestCameThroughAProxy()
        => (await _caller.MetadataAsync(Query, Metadata, ("X-Forwarded-For", "10.0.0.1"))).Status.ShouldBe(400);

    [Fact]
    public async Task WantsAFileReadWhenTheMachineIsConnectedByArc()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "the-key");
        _client.Server.ArcKeyPath = path;

        SandboxAnswer challenge = await _caller.MetadataAsync(Query, Metadata);
        SandboxAnswer wrong = await _caller.MetadataAsync(Query, Metadata, ("Authorization", "Basic another"));
        SandboxAnswer right = await _caller.MetadataAsync(Query, Metadata, ("Authorization", "Basic the-key"));
        File.Delete(path);

        challenge.Status.ShouldBe(401);
        challenge.Headers.WwwAuthenticate.ToString().ShouldBe($"Basic realm={path}");
        wrong.Status.ShouldBe(401);
        right.Status.ShouldBe(200);
    }
}
