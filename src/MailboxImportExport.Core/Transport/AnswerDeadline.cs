using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>Sends a request and gives up when the answer does not begin, or stops coming, for too long; the time begins when the last part of the body was sent.</summary>
internal sealed class AnswerDeadline(TransportOptions options, TimeProvider time)
{
    /// <summary>Sends and returns at the headers.</summary>
    /// <exception cref="TimeoutException">No answer began in time.</exception>
    /// <exception cref="ObjectDisposedException">The connection was closed; when it was closed meanwhile, there is an inner exception.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpClient client, GraphRequest request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = time.CancelAfter(options.AnswerTimeout);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        if (request.Content is IUploadContent upload)
        {
            // As long as the body moves, the service cannot answer yet.
            upload.Progressed = () => Restart(deadline);
        }

        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The service did not answer within {options.AnswerTimeout.TotalSeconds:F0} seconds.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            // Closing a client cancels what it is doing, and says no more than that.
            throw new ObjectDisposedException("The connection was closed meanwhile.", e);
        }
    }

    /// <summary>Opens the body of an answer as a stream that fails when it pauses for too long.</summary>
    public async Task<Stream> OpenAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Stream body = await Polyfills.OpenContentAsync(response.Content, cancellationToken).ConfigureAwait(false);
        return new IdleTimeoutStream(body, response, options.IdleTimeout, time, cancellationToken);
    }

    private void Restart(CancellationTokenSource deadline)
    {
        try
        {
            deadline.CancelAfter(options.AnswerTimeout);
        }
        catch (ObjectDisposedException)
        {
            // The call is over; only the sending has not noticed yet.
        }
    }
}
