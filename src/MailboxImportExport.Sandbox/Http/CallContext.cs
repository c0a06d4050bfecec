using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Serving;
using Microsoft.AspNetCore.Http;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>One request on its way through the sandbox.</summary>
internal sealed class CallContext(HttpContext http, CallPipeline pipeline, SandboxRuntime sandbox, CallHost host, RecordedRequest record)
{
    public HttpContext Http => http;

    public HttpRequest Request => http.Request;

    public HttpResponse Response => http.Response;

    /// <summary>The way of all requests, for those that come inside this one.</summary>
    public CallPipeline Pipeline => pipeline;

    public SandboxRuntime Sandbox => sandbox;

    public CallHost Host => host;

    public RecordedRequest Record => record;

    public CallKind Kind => Route?.Kind ?? CallKind.Unknown;

    /// <summary>The route, once it is known.</summary>
    public Route? Route { get; set; }

    /// <summary>The values of the variable segments of the path.</summary>
    public IReadOnlyDictionary<string, string> Values { get; set; } = new Dictionary<string, string>();

    /// <summary>v1.0 or beta.</summary>
    public string Version { get; set; } = string.Empty;

    public bool IsBeta => Version == "beta";

    /// <summary>Who calls; set by authentication on Graph.</summary>
    public Caller? Caller { get; set; }

    /// <summary>What is to go wrong with the call; null for nothing.</summary>
    public FaultKind? Fault { get; set; }

    /// <summary>Whether the fault was ordered and still waits for a call that can show it.</summary>
    public bool IsFaultWaiting { get; set; }

    /// <summary>Whether that has happened.</summary>
    public bool FaultHasStruck { get; set; }

    /// <summary>The base of links in answers, such as <c>https://127.0.0.1:7443/v1.0</c>.</summary>
    public string VersionUri => $"{sandbox.Authority}/{Version}";

    /// <summary>Raised when the client is gone or the sandbox stops.</summary>
    public CancellationToken Aborted => http.RequestAborted;

    /// <summary>Whether the connection has been cut on purpose: nothing more may be done for this call.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Breaks the connection without an answer.</summary>
    public void Cut()
    {
        IsCut = true;
        http.Abort();
    }

    /// <summary>Throws when the connection has been cut.</summary>
    public void ThrowIfCut()
    {
        if (IsCut)
        {
            throw new OperationCanceledException("The connection has been cut.");
        }
    }

    /// <summary>To be called when the work is done and before the first byte of the answer.</summary>
    public async Task BeforeAnswerAsync()
    {
        await sandbox.Gates.PassAsync(this, GatePoint.Answer);
        if (sandbox.Faults.Strikes(this, FaultKind.AnswerLost))
        {
            Cut();
            ThrowIfCut();
        }
    }

    /// <summary>Answers that it is done and that there is nothing to show.</summary>
    public async Task AnswerEmptyAsync()
    {
        await BeforeAnswerAsync();

        // Not sent here: once the caller has it, the call must be over for the limits, too.
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Answers with a JSON document.</summary>
    public async Task AnswerAsync(int status, Action<Utf8JsonWriter> write)
    {
        await BeforeAnswerAsync();
        await JsonAnswer.WriteAsync(http.Response, status, write, Aborted);
    }

    /// <summary>Answers with the beginning of a JSON document, as the service does when it fails while it writes.</summary>
    public async Task AnswerCutAsync(int status, Action<Utf8JsonWriter> write)
    {
        await BeforeAnswerAsync();
        await JsonAnswer.WriteBeginningAsync(http.Response, status, write, Aborted);
    }
}
