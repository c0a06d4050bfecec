using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>
/// The way of every request: it is logged, gets its headers, finds its route, passes the steps in their order and reaches its handler.
/// Whatever refuses it on the way does so by an exception, which is given its shape here.
/// </summary>
internal sealed class CallPipeline(SandboxRuntime sandbox, RouteTable routes, IReadOnlyList<ICallStep> steps)
{
    /// <summary>Takes a request to its answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isImportHost">Whether it came to the import host.</param>
    /// <param name="batch">The batch it came in; null when it came by itself.</param>
    public async Task<RecordedRequest> InvokeAsync(HttpContext http, bool isImportHost, RecordedRequest? batch = null)
    {
        string rawPath = RawPath(http);
        IReadOnlyList<string> path = RequestPath.Segments(rawPath);
        CallHost host = isImportHost ? CallHost.Import : HostOf(path);
        RecordedRequest record = sandbox.Requests.Begin(http, host, rawPath, batch);
        CallContext call = new(http, this, sandbox, host, record);
        try
        {
            await RunAsync(call, path);
            record.Status = http.Response.StatusCode;
        }
        catch (WireError error)
        {
            await RefuseAsync(call, error);
        }
        catch (Exception exception) when (call.IsCut || call.Aborted.IsCancellationRequested || exception is BadHttpRequestException)
        {
            // The client is gone, or has been sent away: nobody is left to answer.
            record.Status = 0;
        }
        catch (Exception exception)
        {
            record.Failure = exception;
            await RefuseAsync(call, new GraphError(500, "ErrorInternalServerError", exception.ToString()));
        }
        finally
        {
            sandbox.Requests.End();
        }

        return record;
    }

    private static CallHost HostOf(IReadOnlyList<string> path) => path switch
    {
        ["identity", ..] or ["metadata", "identity", ..] => CallHost.Identity,
        [_, "oauth2", ..] => CallHost.Login,
        _ => CallHost.Graph,
    };

    /// <summary>The path before ASP.NET has decoded it: an encoded slash in an id must not become a separator.</summary>
    private static string RawPath(HttpContext http)
    {
        string target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }

    private static async Task RefuseAsync(CallContext call, WireError error)
    {
        call.Record.Status = error.Status;
        if (call.Response.HasStarted)
        {
            call.Http.Abort();
            return;
        }

        error.WriteHeaders(call);
        if (!error.HasBody)
        {
            call.Response.StatusCode = error.Status;
            call.Response.ContentLength = 0;
            return;
        }

        try
        {
            await JsonAnswer.WriteAsync(call.Response, error.Status, json => error.WriteBody(json, call), call.Aborted);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            call.Record.Status = 0;
        }
    }

    private async Task RunAsync(CallContext call, IReadOnlyList<string> path)
    {
        ResponseHeaders.Add(call);
        RouteMatch match = routes.Match(call, call.Host == CallHost.Graph ? TakeVersion(call, path) : path);
        CallHandler handler = match == RouteMatch.Found ? call.Route!.Handle : _ => throw NoRoute(call, match);
        foreach (ICallStep step in steps.Reverse())
        {
            CallHandler next = handler;
            handler = passing => step.InvokeAsync(passing, next);
        }

        await handler(call);
    }

    private static IReadOnlyList<string> TakeVersion(CallContext call, IReadOnlyList<string> path)
    {
        if (path.Count == 0 || path[0] is not ("v1.0" or "beta"))
        {
            throw new GraphError(400, "BadRequest", $"Invalid version: {(path.Count == 0 ? string.Empty : path[0])}");
        }

        call.Version = path[0];
        return [.. path.Skip(1)];
    }

    private static WireError NoRoute(CallContext call, RouteMatch match)
    {
        int status = match == RouteMatch.OtherMethod ? 405 : 404;
        string text = match == RouteMatch.OtherMethod
            ? "Specified HTTP method is not allowed for the request target."
            : $"Resource not found for the path '{call.Record.Path}'.";
        return call.Host switch
        {
            CallHost.Import => new ImportError(status, text),
            CallHost.Identity => new IdentityError(status, text),
            CallHost.Login => new LoginError(status, "invalid_request", 900561, text),
            _ => new GraphError(match == RouteMatch.OtherMethod ? 405 : 400, "BadRequest", text),
        };
    }
}
