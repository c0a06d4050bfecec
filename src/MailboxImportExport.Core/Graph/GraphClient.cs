using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Graph;

/// <summary>Sends calls of the API: version, body, retry, error, and the reading of the answer inside the same attempt.</summary>
internal sealed class GraphClient(
    GraphPipeline pipeline,
    SingleFlightCredential credential,
    RetryPolicy retry,
    AnswerDeadline deadline,
    CallGate gate,
    Uri endpoint,
    string apiVersion,
    TimeProvider time)
{
    // A page of 1,000 items with all their fields is about 1 MB.
    private const long LargestJson = 64 * 1024 * 1024;

    /// <summary>The version that knows archives.</summary>
    public const string Beta = "beta";

    private readonly ConcurrentDictionary<string, bool> _archives = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Time of the service as its last answer showed it, or null before the first.</summary>
    public DateTimeOffset? ServiceTime { get; private set; }

    /// <summary>Archive mailboxes are answered by beta only.</summary>
    public void RememberArchive(string mailboxId) => _archives[mailboxId] = true;

    /// <summary>Sends a call whose answer is small JSON.</summary>
    public Task<T> SendAsync<T>(GraphCall call, JsonTypeInfo<T> type, IRunLog log, CancellationToken cancellationToken) => RunAsync(
        call,
        pipeline.Json,
        async (_, body, token) =>
        {
            try
            {
                return await JsonSerializer.DeserializeAsync(new BoundedStream(body, LargestJson), type, token).ConfigureAwait(false)
                    ?? throw Errors.AnswerInvalid("it is null.");
            }
            catch (JsonException e)
            {
                throw Errors.AnswerInvalid("it is not the JSON that is documented.", e);
            }
        },
        log,
        cancellationToken);

    /// <summary>Sends an export, whose answer is read as it comes.</summary>
    public Task<T> ExportAsync<T>(GraphCall call, Func<HttpResponseMessage, Stream, CancellationToken, Task<T>> read, IRunLog log, CancellationToken cancellationToken)
        => RunAsync(call, pipeline.Export, read, log, cancellationToken);

    private async Task<T> RunAsync<T>(
        GraphCall call,
        HttpClient client,
        Func<HttpResponseMessage, Stream, CancellationToken, Task<T>> read,
        IRunLog log,
        CancellationToken cancellationToken)
    {
        try
        {
            return await retry.RunAsync(token => AttemptAsync(call, client, read, log, token), call.Repeat, log, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            throw Errors.Unreachable(endpoint.Host, e);
        }
        catch (Exception e) when (e is ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Closing a client ends its calls by a cancellation that nobody asked for.
            throw Errors.ConnectionClosed(call.Target);
        }
    }

    private async Task<T> AttemptAsync<T>(
        GraphCall call,
        HttpClient client,
        Func<HttpResponseMessage, Stream, CancellationToken, Task<T>> read,
        IRunLog log,
        CancellationToken cancellationToken)
    {
        try
        {
            return await SendOnceAsync(call, client, read, log, cancellationToken).ConfigureAwait(false);
        }
        catch (RefusedTokenException e)
        {
            // One fresh token, then the refusal is final; a challenge with claims was already answered by the pipeline.
            credential.Forget(e.Token);
            log.Debug("The token was refused; asking for a new one.");
        }
        catch (MailboxServiceException e) when (IsArchiveRefusal(call, e))
        {
            // The id did not say that it names an archive; v1.0 does.
            RememberArchive(call.MailboxId!);
        }

        try
        {
            return await SendOnceAsync(call, client, read, log, cancellationToken).ConfigureAwait(false);
        }
        catch (RefusedTokenException e)
        {
            throw Errors.Service(FailureKind.TokenRefused, call.Doing, call.Target, e.Fault);
        }
    }

    private async Task<T> SendOnceAsync<T>(
        GraphCall call,
        HttpClient client,
        Func<HttpResponseMessage, Stream, CancellationToken, Task<T>> read,
        IRunLog log,
        CancellationToken cancellationToken)
    {
        using IDisposable slot = await gate.EnterAsync(call.MailboxId, cancellationToken).ConfigureAwait(false);
        using GraphRequest request = new(call.Method, AddressOf(call), log);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (call.MakeBody is not null)
        {
            request.Content = new ByteArrayContent(call.MakeBody()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        using HttpResponseMessage response = await deadline.SendAsync(client, request, cancellationToken).ConfigureAwait(false);
        ServiceTime = response.Headers.Date ?? ServiceTime;
        using Stream body = await deadline.OpenAsync(response, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return await read(response, body, cancellationToken).ConfigureAwait(false);
        }

        ServiceFault fault = await GraphError.ReadAsync(response, body, time, cancellationToken).ConfigureAwait(false);
        throw fault.StatusCode == 401 && request.Headers.Authorization?.Parameter is string token
            ? new RefusedTokenException(token, fault)
            : Errors.Service(GraphError.Classify(fault, call.NotFound), call.Doing, call.Target, fault);
    }

    private Uri AddressOf(GraphCall call)
    {
        if (call.Address.IndexOf("://", StringComparison.Ordinal) >= 0)
        {
            // A link from an answer is used as it is, but only towards the host that the token is for.
            bool isLink = Uri.TryCreate(call.Address, UriKind.Absolute, out Uri? link);
            bool isOurs = isLink && link!.Scheme == endpoint.Scheme && link.Authority.Equals(endpoint.Authority, StringComparison.OrdinalIgnoreCase);
            return isOurs ? link! : throw Errors.LinkNotAllowed(isLink ? link!.GetLeftPart(UriPartial.Authority) : "unknown");
        }

        bool isArchive = call.MailboxId is not null && _archives.ContainsKey(call.MailboxId);
        string version = call.Version ?? (isArchive ? Beta : apiVersion);
        return new Uri(endpoint, $"{version}/{call.Address}");
    }

    private bool IsArchiveRefusal(GraphCall call, MailboxServiceException e)
        => call.MailboxId is not null
            && apiVersion != Beta
            && !_archives.ContainsKey(call.MailboxId)
            && e.StatusCode is 400 or 403
            && e.ServiceMessage?.IndexOf("Operation on Archive mailbox not allowed", StringComparison.OrdinalIgnoreCase) >= 0;
}
