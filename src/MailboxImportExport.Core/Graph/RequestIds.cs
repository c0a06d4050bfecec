using System.Linq;
using System.Net.Http;

namespace MailboxImportExport.Graph;

/// <summary>The ids by which Microsoft support finds a request: the one of the service and the one that this module gave.</summary>
internal sealed record RequestIds(string? RequestId, string? ClientRequestId)
{
    public static RequestIds Of(HttpResponseMessage response) => new(
        Header(response.Headers, "request-id"),
        Header(response.RequestMessage?.Headers, "client-request-id") ?? Header(response.Headers, "client-request-id"));

    private static string? Header(System.Net.Http.Headers.HttpHeaders? headers, string name)
        => headers is not null && headers.TryGetValues(name, out System.Collections.Generic.IEnumerable<string>? values) ? values.First() : null;
}
