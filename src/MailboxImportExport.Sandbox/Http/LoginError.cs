using System;
using System.Globalization;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>A refusal by the token endpoint: an OAuth error with the numbered reason in its description.</summary>
internal sealed class LoginError : WireError
{
    private readonly int _number;

    public LoginError(int status, string error, int number, string reason)
        : base(status, $"AADSTS{number.ToString(CultureInfo.InvariantCulture)}: {reason}")
    {
        _number = number;
        Error = error;
    }

    public LoginError()
    {
    }

    public LoginError(string message)
        : base(message)
    {
    }

    public LoginError(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What a client can do about it, such as <c>basic_action</c>; null for nothing.</summary>
    public string? SubError { get; init; }

    /// <summary>The OAuth error, such as <c>invalid_client</c>.</summary>
    public string Error { get; } = string.Empty;

    public override void WriteBody(Utf8JsonWriter json, CallContext call)
    {
        string timestamp = call.Record.Time.ToString("yyyy-MM-dd HH:mm:ssZ", CultureInfo.InvariantCulture);
        string correlation = call.Record.ClientRequestId ?? call.Record.RequestId;
        json.WriteString("error", Error);
        json.WriteString("error_description", $"{Message}\r\nTrace ID: {call.Record.RequestId}\r\nCorrelation ID: {correlation}\r\nTimestamp: {timestamp}");
        json.WriteStartArray("error_codes");
        json.WriteNumberValue(_number);
        json.WriteEndArray();
        json.WriteString("timestamp", timestamp);
        json.WriteString("trace_id", call.Record.RequestId);
        json.WriteString("correlation_id", correlation);
        if (SubError is not null)
        {
            json.WriteString("suberror", SubError);
        }

        json.WriteString("error_uri", $"{call.Sandbox.Authority}/error?code={_number.ToString(CultureInfo.InvariantCulture)}");
    }
}
