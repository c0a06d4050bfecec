using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
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
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            Write(request, start, response, null);
            return response;
        }
        catch (Exception e)
        {
            Write(request, start, null, e);
            throw;
        }
    }

    // Put together only where somebody sees it: an import has a call for each item.
    private void Write(HttpRequestMessage request, long start, HttpResponseMessage? response, Exception? failure)
    {
        if (request is not GraphRequest { Log.ShowsDebug: true, RequestUri: Uri uri } known)
        {
            return;
        }

        string outcome = response is null ? failure!.GetType().Name : $"{(int)response.StatusCode} request-id {Header(response.Headers, "request-id")}";
        string milliseconds = time.GetElapsedTime(start).TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
        known.Log.Debug($"{request.Method} {Address(uri)} -> {outcome} client-request-id {Header(request.Headers, RequestIdHandler.HeaderName)} ({milliseconds} ms)");
    }

    private string Address(Uri uri) => uri.GetLeftPart(UriPartial.Authority) + (showsPath ? uri.AbsolutePath : "/(import link)");

    private static string Header(HttpHeaders headers, string name) => headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : "-";
}
