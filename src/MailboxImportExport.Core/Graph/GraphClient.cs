using System;
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

    private readonly CallAddresses _addresses = new(endpoint, apiVersion);

    /// <summary>The time at the service.</summary>
    public ServiceClock Clock { get; } = new(time);

    /// <summary>What time it is for the service as its answers have shown it, or null before the first.</summary>
    public DateTimeOffset? ServiceTime => Clock.Now;

    /// <summary>Where folders of auto-expanding archives are.</summary>
    public Relocations Relocations { get; } = new(governor);

    /// <summary>The mailbox that a link of an answer leads to, or null when the link is not one to follow.</summary>
    public string? MailboxOf(string? link)
        => Uri.TryCreate(link, UriKind.Absolute, out Uri? address) ? RedirectTrail.MailboxOf(endpoint, address) : null;

    /// <summary>Sends a call whose answer has no body.</summary>
    public Task SendAsync(GraphCall call, IRunLog log, CancellationToken cancellationToken)
        => RunAsync(new Sending<bool>(call, pipeline.Json, static (_, _, _) => Task.FromResult(true), log), cancellationToken);

    /// <summary>Archive mailboxes are answered by beta only.</summary>
    public void RememberArchive(string mailboxId) => _addresses.RememberArchive(mailboxId);

    /// <summary>Sends a call whose answer is small JSON.</summary>
    public Task<T> SendAsync<T>(GraphCall call, JsonTypeInfo<T> type, IRunLog log, CancellationToken cancellationToken) => RunAsync(
        new Sending<T>(
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
            log),
        cancellationToken);

    /// <summary>Sends an export, whose answer is read as it comes.</summary>
    /// <param name="call">The call.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="busy">What stands in it that asks to slow down; or null.</param>
    /// <param name="log">Told of every attempt.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<T> ExportAsync<T>(
        GraphCall call,
        Func<HttpResponseMessage, Stream, CancellationToken, Task<T>> read,
        Func<T, ServiceFault?>? busy,
        IRunLog log,
        CancellationToken cancellationToken)
        => RunAsync(new Sending<T>(call, pipeline.Export, read, log) { Busy = busy }, cancellationToken);

    private async Task<T> RunAsync<T>(Sending<T> sending, CancellationToken cancellationToken)
    {
        GraphCall call = sending.Call;
        try
        {
            return await retry.RunAsync(
                (tried, token) => AttemptAsync(sending, tried, token),
                call.Repeat,
                call.AttemptsAtSize,
                sending.Log,
                cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.NothingWasSent() || ProxyFailure.IsOne(e))
        {
            throw Errors.Unreachable(endpoint.Host, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            // The service is there; it is this call that it does not answer.
            throw Errors.NoAnswer(call.Doing, call.Target, e);
        }
        catch (Exception e) when (e is ObjectDisposedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Closing a client ends its calls by a cancellation that nobody asked for.
            throw Errors.ConnectionClosed(call.Target);
        }
    }

    private async Task<T> AttemptAsync<T>(Sending<T> sending, TriedTime tried, CancellationToken cancellationToken)
    {
        GraphCall call = sending.Call;
        bool hasNewToken = false;
        bool hasNewVersion = false;
        bool hasAskedAtHome = false;
        while (true)
        {
            string? servedBy = call.MailboxId is null ? null : Relocations.ServedBy(call.MailboxId, call.FolderId);
            Uri address = _addresses.Of(call, servedBy);
            try
            {
                return await SendOnceAsync(sending, address, tried, cancellationToken).ConfigureAwait(false);
            }
            catch (RefusedTokenException e) when (!hasNewToken)
            {
                // One fresh token, then the refusal is final; a challenge with claims was already answered by the pipeline.
                hasNewToken = true;
                credential.Forget(e.Token);
                sending.Log.Debug("The token was refused; asking for a new one.");
            }
            catch (RefusedTokenException e)
            {
                throw Errors.Service(FailureKind.TokenRefused, call.Doing, call.Target, e.Fault);
            }
            catch (MailboxServiceException e) when (!hasNewVersion && CallAddresses.IsArchiveRefusal(call, address, e))
            {
                hasNewVersion = true;
                RememberArchive(call.MailboxId!);
            }
            catch (MailboxServiceException e) when (!hasAskedAtHome && e.StatusCode == 404 && servedBy != call.MailboxId && !CallAddresses.IsLink(call))
            {
                // Where the folder was said to have moved it is not, or not any more: whoever is asked at home knows, or sends us on.
                hasAskedAtHome = true;
                Relocations.Forget(call.MailboxId!, call.FolderId!);
            }
        }
    }

    private async Task<T> SendOnceAsync<T>(Sending<T> sending, Uri address, TriedTime tried, CancellationToken cancellationToken)
    {
        GraphCall call = sending.Call;
        using CallPlace place = await governor.EnterAsync(call.MailboxId, 0, cancellationToken).ConfigureAwait(false);
        call.Sending?.Invoke();
        using TriedTime.Span span = tried.Begin();
        RedirectTrail trail = new(endpoint, address);
        while (true)
        {
            using GraphRequest request = MakeRequest(call, address, sending.Log);
            using HttpResponseMessage response = await deadline.SendAsync(sending.Client, request, cancellationToken).ConfigureAwait(false);
            Clock.Learn(response.Headers.Date);
            if (IsRedirect(response))
            {
                (address, string servedBy) = trail.Next(address, response.Headers.Location);
                Remember(call, servedBy);
                place.SendOn();
                continue;
            }

            using Stream body = await deadline.OpenAsync(response, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                T result = await ReadAsync(sending.Read, response, body, cancellationToken).ConfigureAwait(false);
                Tell(place, sending.Busy?.Invoke(result));
                return result;
            }

            ServiceFault fault = await GraphError.ReadAsync(response, body, time, cancellationToken).ConfigureAwait(false);
            place.Refuse(fault);
            throw fault.StatusCode == 401 && request.Headers.Authorization?.Parameter is string token
                ? new RefusedTokenException(token, fault)
                : Errors.Service(KindOf(fault, call), call.Doing, call.Target, fault);
        }
    }

    // A service that is too busy for items of a call is too busy for calls.
    private static void Tell(CallPlace place, ServiceFault? busy)
    {
        if (busy is null)
        {
            place.Succeed();
            return;
        }

        place.Refuse(busy with { StatusCode = 503 });
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
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or InvalidDataException)
        {
            // The last: it is said to be compressed, and is not.
            throw Errors.AnswerBroken(e);
        }
    }

    /// <summary>A call with what sends it and what reads its answer.</summary>
    private sealed record Sending<T>(GraphCall Call, HttpClient Client, Func<HttpResponseMessage, Stream, CancellationToken, Task<T>> Read, IRunLog Log)
    {
        /// <summary>What in the answer asks to slow down.</summary>
        public Func<T, ServiceFault?>? Busy { get; init; }
    }
}
