using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;

namespace MailboxImportExport.Tests.Sandbox;

/// <summary>A sandbox of its own and a plain HTTP client that trusts its certificate and nothing else.</summary>
internal sealed class SandboxClient : IAsyncDisposable
{
    public const string Adele = $"adele@{TenantSeed.Domain}";
    public const string Bruno = $"bruno@{TenantSeed.Domain}";
    public const string Chika = $"chika@{TenantSeed.Domain}";

    private SandboxClient(SandboxServer server)
    {
        Server = server;
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _)
            => certificate!.GetCertHashString(HashAlgorithmName.SHA256) == server.CertificateSha256;
        Http = new HttpClient(handler, disposeHandler: true);
        Token = server.IssueToken(server.BuiltInApplication);
    }

    public SandboxServer Server { get; }

    public HttpClient Http { get; }

    /// <summary>The token sent to Graph; null to send none.</summary>
    public string? Token { get; set; }

    public static async Task<SandboxClient> StartAsync(SandboxOptions? options = null)
        => new(await SandboxServer.StartAsync(options ?? new SandboxOptions(), CancellationToken.None));

    /// <summary>The address of a mailbox below a version.</summary>
    public Uri MailboxUri(SandboxMailbox mailbox, string rest, string version = "v1.0")
        => new(Server.Uri, $"{version}/admin/exchange/mailboxes/{mailbox.Id}/{rest}");

    public Task<SandboxAnswer> GetAsync(SandboxMailbox mailbox, string rest, string version = "v1.0") => GetAsync(MailboxUri(mailbox, rest, version));

    public Task<SandboxAnswer> GetAsync(string path) => GetAsync(new Uri(Server.Uri, path));

    public Task<SandboxAnswer> GetAsync(Uri uri) => SendAsync(new HttpRequestMessage(HttpMethod.Get, uri));

    public Task<SandboxAnswer> PostAsync(SandboxMailbox mailbox, string rest, string json, string version = "v1.0")
        => SendAsync(new HttpRequestMessage(HttpMethod.Post, MailboxUri(mailbox, rest, version)) { Content = Json(json) });

    public Task<SandboxAnswer> PatchAsync(SandboxMailbox mailbox, string rest, string json, string version = "v1.0")
        => SendAsync(new HttpRequestMessage(HttpMethod.Patch, MailboxUri(mailbox, rest, version)) { Content = Json(json) });

    public Task<SandboxAnswer> DeleteAsync(SandboxMailbox mailbox, string rest, string version = "v1.0")
        => SendAsync(new HttpRequestMessage(HttpMethod.Delete, MailboxUri(mailbox, rest, version)));

    public Task<SandboxAnswer> ExportAsync(SandboxMailbox mailbox, params string[] ids)
        => PostAsync(mailbox, "exportItems", JsonSerializer.Serialize(new { itemIds = ids }), mailbox.IsArchive ? "beta" : "v1.0");

    /// <summary>Exports one item and gives its stream.</summary>
    public async Task<byte[]> ExportOneAsync(SandboxItem item)
    {
        SandboxAnswer answer = await ExportAsync(item.Mailbox, item.Id);
        return Convert.FromBase64String(answer.Values.Single().GetProperty("data").GetString()!);
    }

    public Task<SandboxAnswer> TokenAsync(string tenant, Dictionary<string, string> form)
        => SendAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(Server.Uri, $"{tenant}/oauth2/v2.0/token")) { Content = new FormUrlEncodedContent(form) },
            authorize: false);

    /// <summary>Makes an import session and gives its address.</summary>
    public async Task<string> CreateSessionAsync(SandboxMailbox mailbox, string version = "v1.0")
    {
        HttpRequestMessage request = new(HttpMethod.Post, MailboxUri(mailbox, "createImportSession", version));
        SandboxAnswer answer = await SendAsync(request);
        answer.Status.ShouldBe(200);
        return answer.Root.GetProperty("importUrl").GetString()!;
    }

    public Task<SandboxAnswer> ImportAsync(string importUrl, object body) => ImportAsync(importUrl, JsonSerializer.Serialize(body));

    public Task<SandboxAnswer> ImportAsync(string importUrl, string json)
        => SendAsync(new HttpRequestMessage(HttpMethod.Post, importUrl) { Content = Json(json) }, authorize: false);

    public async Task<SandboxAnswer> SendAsync(HttpRequestMessage request, bool authorize = true)
    {
        if (authorize && Token is not null && request.Headers.Authorization is null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        using HttpResponseMessage response = await Http.SendAsync(request);
        Server.Failures.ShouldBeEmpty();
        return new SandboxAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
