using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>
/// Writes one debug line a call: method, address without its query (of an import link: the host), status, ids and duration. Headers are named by an
/// allow-list, never copied: after the first attempt a request carries the token, and an import link is a secret as a whole.
/// </summary>
internal sealed class RedactedLogHandler(TimeProvider time, bool showsPath) : DelegatingHandler
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

    private void Write(HttpRequestMessage request, string? outcome, TimeSpan duration)
    {
        if (request is GraphRequest { RequestUri: Uri uri } known)
        {
            string id = request.Headers.TryGetValues(RequestIdHandler.HeaderName, out System.Collections.Generic.IEnumerable<string>? ids) ? ids.First() : "-";
            string milliseconds = duration.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
            known.Log.Debug($"{request.Method} {Address(uri)} -> {outcome} client-request-id {id} ({milliseconds} ms)");
        }
    }

    private string Address(Uri uri) => uri.GetLeftPart(UriPartial.Authority) + (showsPath ? uri.AbsolutePath : "/(import link)");

    private static string Header(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out System.Collections.Generic.IEnumerable<string>? values) ? values.First() : "-";
}
