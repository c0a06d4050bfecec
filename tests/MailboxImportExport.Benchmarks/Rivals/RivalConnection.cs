using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;

namespace MailboxImportExport.Benchmarks.Rivals;

/// <summary>What every rival has: a client that trusts the sandbox, and a token.</summary>
internal sealed class RivalConnection : IDisposable
{
    private readonly string _graph;

    private RivalConnection(HttpClient graph, HttpClient import, string address)
    {
        Graph = graph;
        Import = import;
        _graph = address;
    }

    /// <summary>Has the token.</summary>
    public HttpClient Graph { get; }

    /// <summary>Has none.</summary>
    public HttpClient Import { get; }

    public static async Task<RivalConnection> OpenAsync(string uri)
    {
        SandboxAddress address = SandboxAddress.Find(uri, null);
        HttpClient graph = Client(address);
        graph.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(graph, address).ConfigureAwait(false));
        return new RivalConnection(graph, Client(address), uri);
    }

    /// <summary>A request for the content of items.</summary>
    public HttpRequestMessage Export(string mailboxId, IEnumerable<string> ids)
        => new(HttpMethod.Post, $"{_graph}/beta/admin/exchange/mailboxes/{mailboxId}/exportItems")
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new { itemIds = ids })) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };

    public void Dispose()
    {
        Graph.Dispose();
        Import.Dispose();
    }

    private static HttpClient Client(SandboxAddress address)
    {
        HttpClientHandler handler = new() { UseCookies = false, AllowAutoRedirect = false, UseProxy = false };
        handler.ServerCertificateCustomValidationCallback = new CertificatePin(address.CertificateSha256).Callback;
        return new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    private static async Task<string> TokenAsync(HttpClient client, SandboxAddress address)
    {
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = address.ClientId!,
            ["client_secret"] = address.ClientSecret!,
            ["scope"] = address.ToCloud().Scope,
        };
        using FormUrlEncodedContent content = new(form);
        using HttpResponseMessage response = await client.PostAsync(new Uri(address.Uri, $"{address.TenantId}/oauth2/v2.0/token"), content).ConfigureAwait(false);
        using JsonDocument answer = JsonDocument.Parse(Encoding.UTF8.GetBytes(await response.Content.ReadAsStringAsync().ConfigureAwait(false)));
        return answer.RootElement.GetProperty("access_token").GetString()!;
    }
}
