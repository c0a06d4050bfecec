using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading;
using MailboxImportExport.Authentication;
using Microsoft.Graph;
using Microsoft.Graph.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;

namespace MailboxImportExport.Transport;

/// <summary>
/// The three HTTP clients of a connection, and the only place where handlers are put in order: those of <see cref="GraphHandlers"/> and
/// <see cref="ImportHandlers"/>, and no others.
/// </summary>
/// <remarks>
/// Retry is not among the handlers: it runs around the whole call, reading included, because a handler cannot see a body
/// that breaks. Redirects are never followed here: HttpClient would drop the token or carry it to a foreign host.
/// </remarks>
internal sealed class GraphPipeline : IDisposable
{
    private GraphPipeline(HttpClient json, HttpClient export, HttpClient import)
    {
        Json = json;
        Export = export;
        Import = import;
    }

    /// <summary>The handlers on the way to Graph, the first one outermost; the authorization is placed by <see cref="GraphClientFactory"/>.</summary>
    public static IReadOnlyList<Type> GraphHandlers { get; }
        = [typeof(RequestIdHandler), typeof(RedactedLogHandler), typeof(AuthorizationHandler), typeof(HostGuardHandler), typeof(HttpClientHandler)];

    /// <summary>The handlers on the way to the import host.</summary>
    public static IReadOnlyList<Type> ImportHandlers { get; }
        = [typeof(RequestIdHandler), typeof(RedactedLogHandler), typeof(HostGuardHandler), typeof(HttpClientHandler)];

    /// <summary>Small answers, compressed by the service where it likes to.</summary>
    public HttpClient Json { get; }

    /// <summary>exportItems: inflating would be the slowest step of all, for a quarter fewer bytes.</summary>
    public HttpClient Export { get; }

    /// <summary>The import host: no token, the link itself is the secret.</summary>
    public HttpClient Import { get; }

    public static GraphPipeline Create(Cloud cloud, SingleFlightCredential credential, TimeProvider time, ProxySettings proxy)
    {
        string[] graphHosts = [cloud.GraphEndpoint.Host];
        HttpClient Graph(DecompressionMethods decompression)
        {
            HttpMessageHandler final = new HostGuardHandler(graphHosts, withToken: true, Primary(cloud, proxy, decompression));
            AzureIdentityAuthenticationProvider provider = new(credential, graphHosts, null, isCaeEnabled: true, cloud.Scope);
            return WithoutTimeout(GraphClientFactory.Create(provider, Handlers(time, showsPath: true), finalHandler: final));
        }

        // Created last to first, so that a failure leaves nothing undisposed that holds a connection.
        HttpClient import = WithoutTimeout(GraphClientFactory.Create(
            Handlers(time, showsPath: false),
            finalHandler: new HostGuardHandler(cloud.ImportHosts, withToken: false, Primary(cloud, proxy, DecompressionMethods.None))));
        return new GraphPipeline(Graph(DecompressionMethods.GZip | DecompressionMethods.Deflate), Graph(DecompressionMethods.None), import);
    }

    public void Dispose()
    {
        Json.Dispose();
        Export.Dispose();
        Import.Dispose();
    }

    private static List<DelegatingHandler> Handlers(TimeProvider time, bool showsPath) => [new RequestIdHandler(), new RedactedLogHandler(time, showsPath)];

    private static HttpMessageHandler Primary(Cloud cloud, ProxySettings proxy, DecompressionMethods decompression)
    {
        HttpClientHandler handler = new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = decompression,
            UseCookies = false,

            // The number of calls at once is decided per mailbox; a limit per host would make mailboxes wait for each other.
            MaxConnectionsPerServer = int.MaxValue,
        };
        proxy.Apply(handler, cloud.IsSandbox);
        if (cloud.IsSandbox)
        {
            handler.ServerCertificateCustomValidationCallback = new CertificatePin(cloud.PinnedCertificate!).Callback;
        }

        return handler;
    }

    private static HttpClient WithoutTimeout(HttpClient client)
    {
        // HttpClient.Timeout ends at the headers when the body is streamed; AnswerDeadline watches both parts.
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }
}
