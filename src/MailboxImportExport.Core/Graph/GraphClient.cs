using System;
using System.Collections.Concurrent;
using System.Globalization;
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
    CallGovernor governor,
    Uri endpoint,
    string apiVersion,
    TimeProvider time)
{
    // A page of 1,000 items with all their fields is about 1 MB.
    private const long LargestJson = 64 * 1024 * 1024;

    /// <summary>The version that knows archives.</summary>
    public const string Beta = "beta";

    private readonly ConcurrentDictionary<string, bool> _archives = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The time at the service.</summary>
    public ServiceClock Clock { get; } = new(time);

    /// <summary>Time of the service as its answers show it, or null before the first.</summary>
    public DateTimeOffset? ServiceTime => Clock.Now;

    /// <summary>Where folders of auto-expanding archives are.</summary>
    public Relocations Relocations { get; } = new();

    /// <summary>The mailbox that a link of an answer leads to, or null when the link is not one to follow.</summary>
    public string? MailboxOf(string? link)
        => Uri.TryCreate(link, UriKind.Absolute, out Uri? address) ? RedirectTrail.MailboxOf(endpoint, address) : null;

    /// <summary>Sends a call whose answer has no body.</summary>
    public Task SendAsync(GraphCall call, IRunLog log, CancellationToken cancellationToken)
        => RunAsync(call, pipeline.Json, static (_, _, _) => Task.FromResult(true), log, cancellationToken);

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
        using CallPlace place = await governor.EnterAsync(call.MailboxId, 0, cancellationToken).ConfigureAwait(false);
        Uri address = AddressOf(call);
        RedirectTrail trail = new(endpoint, address);
        while (true)
        {
            using GraphRequest request = MakeRequest(call, address, log);
            using HttpResponseMessage response = await deadline.SendAsync(client, request, cancellationToken).ConfigureAwait(false);
            Clock.Learn(response.Headers.Date);
            if (IsRedirect(response))
            {
                (address, string servedBy) = trail.Next(address, response.Headers.Location);
                Remember(call, servedBy);
                continue;
            }

            using Stream body = await deadline.OpenAsync(response, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                T result = await ReadAsync(read, response, body, cancellationToken).ConfigureAwait(false);
                place.Succeed();
                return result;
            }

            ServiceFault fault = await GraphError.ReadAsync(response, body, time, cancellationToken).ConfigureAwait(false);
            place.Refuse(fault);
            throw fault.StatusCode == 401 && request.Headers.Authorization?.Parameter is string token
                ? new RefusedTokenException(token, fault)
                : Errors.Service(KindOf(fault, call), call.Doing, call.Target, fault);
        }
    }

    private FailureKind KindOf(ServiceFault fault, GraphCall call)
    {
        FailureKind kind = GraphError.Classify(fault, call.NotFound);
        if (!call.IsAboutMailbox)
        {
            return kind switch
            {
                FailureKind.MailboxRefused => FailureKind.DirectoryRefused,
                FailureKind.MailboxNotFound => call.NotFound,
                _ => kind,
            };
        }

        bool isUser = credential.Claims is { Identity.IsApplication: false };
        return kind == FailureKind.MailboxRefused && isUser ? FailureKind.DelegatedMailboxRefused : kind;
    }

    // Documented is 308; the older ones mean the same for a call whose method and body are sent again as they are.
    private static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is 308 or 307 or 302 or 301;

    private static GraphRequest MakeRequest(GraphCall call, Uri address, IRunLog log)
    {
        GraphRequest request = new(call.Method, address, log);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (call.PageSize is int size)
        {
            request.Headers.Add("Prefer", "odata.maxpagesize=" + size.ToString(CultureInfo.InvariantCulture));
        }

        if (call.MakeBody is not null)
        {
            request.Content = new ByteArrayContent(call.MakeBody()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return request;
    }

    private void Remember(GraphCall call, string servedBy)
    {
        RememberArchive(servedBy);
        if (call.MailboxId is not null)
        {
            Relocations.Learn(call.MailboxId, call.FolderId, servedBy);
        }
    }

    // The service was reached, and a second try may fare better: not to be taken for a network that is gone.
    private static async Task<T> ReadAsync<T>(
        Func<HttpResponseMessage, Stream, CancellationToken, Task<T>> read,
        HttpResponseMessage response,
        Stream body,
        CancellationToken cancellationToken)
    {
        try
        {
            return await read(response, body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            throw Errors.AnswerInvalid("it broke off: " + e.GetBaseException().Message, e);
        }
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
