using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>Gives each request an id of its own, by which Microsoft support finds it, and says who is calling.</summary>
/// <remarks>Microsoft Graph documentation, "Best practices": client-request-id. Decoration: "How to avoid getting throttled", NONISV form.</remarks>
internal sealed class RequestIdHandler : DelegatingHandler
{
    public const string HeaderName = "client-request-id";

    private static readonly ProductInfoHeaderValue Product = new(
        "NONISV-MailboxImportExport",
        typeof(RequestIdHandler).Assembly.GetName().Version!.ToString(3));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.Contains(HeaderName))
        {
            request.Headers.Add(HeaderName, Guid.NewGuid().ToString());
        }

        request.Headers.UserAgent.Clear();
        request.Headers.UserAgent.Add(Product);
        return base.SendAsync(request, cancellationToken);
    }
}
