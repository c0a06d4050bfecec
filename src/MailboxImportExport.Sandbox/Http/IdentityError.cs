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

    public override void WriteBody(Utf8JsonWriter json, CallContext call)
    {
        json.WriteNumber("statusCode", Status);
        json.WriteString("message", Message);
    }
}
