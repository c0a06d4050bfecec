using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;

namespace MailboxImportExport.Tests.Sandbox.Graph.Directory;

/// <summary>Registers applications through the directory calls, step by step as an administrator's script would.</summary>
internal sealed class DirectoryClient(SandboxClient client)
{
    public SandboxTenant Tenant => client.Server.Tenant;

    public Guid GraphId => Tenant.Permissions.GraphObjectId;

    public Task<SandboxAnswer> GetAsync(string path) => client.GetAsync($"v1.0/{path}");

    public Task<SandboxAnswer> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    public Task<SandboxAnswer> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<SandboxAnswer> DeleteAsync(string path)
        => client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, new Uri(client.Server.Uri, $"v1.0/{path}")));

    /// <summary>Registers an application and gives its object id and its client id.</summary>
    public async Task<(string Id, string AppId)> RegisterAsync(string name = "Mailbox export")
    {
        SandboxAnswer answer = await PostAsync("applications", new { displayName = name });
        answer.Status.ShouldBe(201, answer.Text);
        return (answer.Root.GetProperty("id").GetString()!, answer.Root.GetProperty("appId").GetString()!);
    }

    /// <summary>Brings a registered application into the tenant and gives the id of its principal.</summary>
    public async Task<string> CreatePrincipalAsync(string appId)
    {
        SandboxAnswer answer = await PostAsync("servicePrincipals", new { appId });
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Root.GetProperty("id").GetString()!;
    }

    /// <summary>Asks for a token with a secret.</summary>
    public Task<SandboxAnswer> TokenAsync(string appId, string secret) => client.TokenAsync($"{Tenant.Id}", new Dictionary<string, string>
    {
        ["client_id"] = appId,
        ["client_secret"] = secret,
        ["scope"] = "https://graph.microsoft.com/.default",
        ["grant_type"] = "client_credentials",
    });

    private Task<SandboxAnswer> SendAsync(HttpMethod method, string path, object body)
        => client.SendAsync(new HttpRequestMessage(method, new Uri(client.Server.Uri, $"v1.0/{path}"))
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        });
}
