using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>
/// Writes one debug line a call: method, address without its query, status, ids and duration. Headers are named by an
/// allow-list, never copied: after the first attempt a request carries the token, and an import link is a secret as a whole.
/// </summary>
internal sealed class RedactedLogHandler(TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        string? outcome = null;
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            outcome = $"{(int)response.StatusCode} request-id {Header(response, "request-id")}";
            return response;
        }
        catch (Exception e)
        {
            outcome = e.GetType().Name;
            throw;
        }
        finally
        {
            Write(request, outcome, time.GetElapsedTime(start));
        }
    }

    private static void Write(HttpRequestMessage request, string? outcome, TimeSpan duration)
    {
        if (request is GraphRequest { RequestUri: Uri uri } known)
        {
            string id = request.Headers.TryGetValues(RequestIdHandler.HeaderName, out System.Collections.Generic.IEnumerable<string>? ids) ? ids.First() : "-";
            string milliseconds = duration.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
            known.Log.Debug($"{request.Method} {Address(uri)} -> {outcome} client-request-id {id} ({milliseconds} ms)");
        }
    }

    private static string Address(Uri uri)
    {
        int import = uri.AbsolutePath.LastIndexOf("/importItem", StringComparison.OrdinalIgnoreCase);
        return uri.GetLeftPart(UriPartial.Authority) + (import < 0 ? uri.AbsolutePath : uri.AbsolutePath.Substring(import));
    }

    private static string Header(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out System.Collections.Generic.IEnumerable<string>? values) ? values.First() : "-";
}
