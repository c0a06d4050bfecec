using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>One request as it came in, and the status it got. Tokens are included: it is evidence of a test, and no log for others.</summary>
internal sealed class RecordedRequest
{
    private readonly CapturingStream _body;
    private volatile int _status;

    public RecordedRequest(CapturingStream body) => _body = body;

    /// <summary>The place in the order of arrival, from 1.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required CallHost Host { get; init; }

    /// <summary>The batch the request came in; null when it came by itself.</summary>
    public RecordedRequest? Batch { get; init; }

    public required string Method { get; init; }

    /// <summary>The path as it came, not decoded.</summary>
    public required string Path { get; init; }

    /// <summary>The query string as it came, with its question mark; empty without one.</summary>
    public required string Query { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The id the sandbox gave the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The id the client gave the request.</summary>
    public string? ClientRequestId { get; init; }

    public CallKind Kind { get; internal set; }

    /// <summary>The status answered; 0 while there is none.</summary>
    public int Status
    {
        get => _status;
        internal set => _status = value;
    }

    /// <summary>The body as text, as far as it has been read; null when it is longer than what is kept.</summary>
    public string? Body => _body.Text;

    /// <summary>How many bytes of the body have been read.</summary>
    public long BodyLength => _body.BytesRead;

    /// <summary>What went wrong inside the sandbox itself; null unless it has a fault.</summary>
    public Exception? Failure { get; internal set; }

    /// <summary>Takes the body in and throws it away.</summary>
    internal Task DiscardBodyAsync(HttpRequest request, CancellationToken cancellationToken) => _body.DiscardAsync(request, cancellationToken);
}
