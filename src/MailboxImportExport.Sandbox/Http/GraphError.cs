using System;
using System.Globalization;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>A refusal by Graph: code and message with the ids of the request.</summary>
internal sealed class GraphError : WireError
{
    public GraphError(int status, string code, string message)
        : base(status, message)
        => Code = code;

    public GraphError()
    {
    }

    public GraphError(string message)
        : base(message)
    {
    }

    public GraphError(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public string Code { get; } = string.Empty;

    /// <summary>The claims that a new token must be asked for with; null when the token is just no good.</summary>
    public string? ClaimsChallenge { get; init; }

    public override void WriteHeaders(CallContext call)
    {
        base.WriteHeaders(call);
        if (Status == 401)
        {
            call.Response.Headers.WWWAuthenticate =
                $"Bearer realm=\"\", authorization_uri=\"{call.Sandbox.Authority}/common/oauth2/authorize\", "
                + "client_id=\"00000003-0000-0000-c000-000000000000\", "
                + (ClaimsChallenge is null ? "error=\"invalid_token\"" : $"error=\"insufficient_claims\", claims=\"{ClaimsChallenge}\"");
        }
    }

    public override void WriteBody(Utf8JsonWriter json, CallContext call)
    {
        json.WriteStartObject("error");
        json.WriteString("code", Code);
        json.WriteString("message", Message);
        json.WriteStartObject("innerError");
        json.WriteString("date", call.Record.Time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString("request-id", call.Record.RequestId);
        json.WriteString("client-request-id", call.Record.ClientRequestId ?? call.Record.RequestId);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
