using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Graph.Import;

/// <summary>Posts items to the import host, which knows no token, only the link of a session.</summary>
internal sealed class ImportClient(GraphPipeline pipeline, RetryPolicy retry, AnswerDeadline deadline, CallGovernor governor, ServiceClock clock, TimeProvider time)
{
    private const long LargestAnswer = 64 * 1024;

    /// <summary>Imports one item as a new one, through a session that is not renewed.</summary>
    /// <remarks>Not repeated when the outcome is unknown: the service does not recognise duplicates.</remarks>
    public Task<ImportAnswerJson> CreateAsync(MailboxImportSession session, string folderId, IItemContent item, IRunLog log, CancellationToken cancellationToken) => SendAsync(
        new ImportCall { MailboxId = session.MailboxId, Place = new ImportPlace(folderId), Item = item, Sessions = new OneSession(session) },
        log,
        cancellationToken);

    /// <summary>Imports one item: a new one, or in the place of one that is there.</summary>
    /// <remarks>Not repeated when the outcome is unknown; an update that was carried out would be refused the second time.</remarks>
    public async Task<ImportAnswerJson> SendAsync(ImportCall call, IRunLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await retry.RunAsync((tried, token) => AttemptAsync(call, tried, log, token), Repeat.WhenRefused, null, log, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or MailboxImportExportException { Kind: FailureKind.ServiceAnswerInvalid })
        {
            if (e is BodyIncompleteException)
            {
                throw Errors.ImportNotSent(call.Item.Name, e);
            }

            // HttpClient wraps what the content throws while it is sent.
            throw Inner(e) ?? (e is HttpRequestException line && line.NothingWasSent()
                ? Errors.Unreachable(call.Sessions.Find(call.MailboxId)?.Reveal().Host ?? "The import host", e)
                : Errors.ImportOutcomeUnknown(call.Item.Name, e));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            // The connection was closed while the item was on its way.
            throw Errors.ImportOutcomeUnknown(call.Item.Name, e);
        }
        catch (ObjectDisposedException e)
        {
            throw e.InnerException is null ? Errors.ConnectionClosed(call.Item.Name) : Errors.ImportOutcomeUnknown(call.Item.Name, e);
        }
    }

    /// <summary>Reaches the host and sends an empty request, with neither token nor link; any answer will do. Not repeated.</summary>
    public async Task ReachAsync(Uri host, IRunLog log, CancellationToken cancellationToken)
    {
        try
        {
            using GraphRequest request = new(HttpMethod.Head, host, log);
            using HttpResponseMessage response = await deadline.SendAsync(pipeline.Import, request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            throw Inner(e) ?? Errors.Unreachable(host.Host, e);
        }
        catch (ObjectDisposedException)
        {
            throw Errors.ConnectionClosed(host.Host);
        }
    }

    private static MailboxImportExportException? Inner(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is MailboxImportExportException { Kind: not FailureKind.ServiceAnswerInvalid } ours)
            {
                return ours;
            }
        }

        return null;
    }

    private async Task<ImportAnswerJson> AttemptAsync(ImportCall call, TriedTime tried, IRunLog log, CancellationToken cancellationToken)
    {
        ImportItemContent content = new(call.Place, call.Item, cancellationToken);
        (CallPlace place, MailboxImportSession session) = await EnterAsync(call, content.BodyLength, cancellationToken).ConfigureAwait(false);
        using (place)
        {
            call.Sending?.Invoke(session);
            using TriedTime.Span span = tried.Begin();
            try
            {
                using GraphRequest request = new(HttpMethod.Post, session.Reveal(), log) { Content = content };
                return await AnswerAsync(call, request, content, place, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsLost(e))
            {
                place.Break();
                throw;
            }
            finally
            {
                // Where the service was not reached, or refused before the body, its bytes are free for others.
                place.Settle(content.BytesSent);
            }
        }
    }

    // The session last: a large body may wait for its turn longer than a session lasts.
    private async Task<(CallPlace Place, MailboxImportSession Session)> EnterAsync(ImportCall call, long bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            MailboxImportSession opened = await call.Sessions.GetAsync(call.MailboxId, cancellationToken).ConfigureAwait(false);
            bool lasts = call.Sessions.Find(call.MailboxId) is not null;
            CallPlace place = await governor.EnterAsync(call.MailboxId, bytes, cancellationToken).ConfigureAwait(false);
            MailboxImportSession? lasting = call.Sessions.Find(call.MailboxId);
            if (lasting is not null || !lasts)
            {
                // One that has ended when it was opened is a fault of a clock: the service decides.
                return (place, lasting ?? opened);
            }

            place.Settle(0);
            place.Dispose();
        }
    }

    private async Task<ImportAnswerJson> AnswerAsync(ImportCall call, GraphRequest request, ImportItemContent content, CallPlace place, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.ExpectContinue = content.ExpectContinue;
        using HttpResponseMessage response = await SendAsync(request, content, cancellationToken).ConfigureAwait(false);
        clock.Learn(response.Headers.Date);
        using Stream body = await deadline.OpenAsync(response, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            ImportAnswerJson answer = await ReadAsync(body, cancellationToken).ConfigureAwait(false);
            place.Succeed();
            return answer with { Request = RequestIds.Of(response) };
        }

        ServiceFault fault = await GraphError.ReadAsync(response, body, time, cancellationToken).ConfigureAwait(false);
        place.Refuse(fault);
        throw Errors.Service(Classify(fault), $"importing {call.Item.Name}", call.Item.Name, fault);
    }

    private static bool IsLost(Exception exception) => exception switch
    {
        BodyIncompleteException => false,
        HttpRequestException e when e.NothingWasSent() => false,
        HttpRequestException or IOException or TimeoutException => Inner(exception) is null,
        MailboxImportExportException { Kind: FailureKind.ServiceAnswerInvalid } => true,
        MailboxImportExportException e => RetryTable.MayBeDone(e),
        _ => false,
    };

    private async Task<HttpResponseMessage> SendAsync(GraphRequest request, ImportItemContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await deadline.SendAsync(pipeline.Import, request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException && !content.IsWhole && Inner(e) is null)
        {
            if (e is HttpRequestException line && line.NothingWasSent())
            {
                throw;
            }

            throw new BodyIncompleteException(e);
        }
    }

    private static FailureKind Classify(ServiceFault fault) => fault.StatusCode switch
    {
        // The status alone would be taken for a session that has ended.
        _ when fault.Code == "ErrorQuotaExceeded" => FailureKind.MailboxFull,
        401 or 403 => FailureKind.ImportSessionInvalid,
        400 or 404 => FailureKind.ItemNotImported,
        409 => FailureKind.ImportSessionInvalid,
        _ => GraphError.Classify(fault, FailureKind.ItemNotImported),
    };

    private static async Task<ImportAnswerJson> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(
                    new BoundedStream(body, LargestAnswer),
                    GraphJson.Default.ImportAnswerJson,
                    cancellationToken).ConfigureAwait(false)
                ?? throw Errors.AnswerInvalid("it is null.");
        }
        catch (JsonException e)
        {
            throw Errors.AnswerInvalid("it is not the JSON that is documented.", e);
        }
    }

    /// <summary>A session that somebody else opened, as long as it lasts.</summary>
    private sealed class OneSession(MailboxImportSession session) : IImportSessions
    {
        public Task<MailboxImportSession> GetAsync(string mailboxId, CancellationToken cancellationToken) => Task.FromResult(session);

        public MailboxImportSession? Find(string mailboxId) => session;
    }
}
