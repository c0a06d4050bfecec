using System;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>A refusal by the endpoint of managed identities.</summary>
internal sealed class IdentityError : WireError
{
    public IdentityError(int status, string message)
        : base(status, message)
    {
    }

    public IdentityError()
    {
    }

    public IdentityError(string message)
        : base(message)
    {
    }

    public IdentityError(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The name of the refusal in the metadata service, which has a shape of its own; null for other hosts.</summary>
    public string? Error { get; init; }

    public override void WriteBody(Utf8JsonWriter json, CallContext call)
    {
        if (Error is not null)
        {
            json.WriteString("error", Error);
            json.WriteString("error_description", Message);
            return;
        }

        json.WriteNumber("statusCode", Status);
        json.WriteString("message", Message);
    }
}
