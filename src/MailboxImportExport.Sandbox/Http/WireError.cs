using System;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>A refusal that goes to the client, in the shape of the service that refuses.</summary>
internal abstract class WireError : Exception
{
    protected WireError(int status, string message)
        : base(message)
        => Status = status;

    protected WireError()
    {
    }

    protected WireError(string message)
        : base(message)
    {
    }

    protected WireError(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public int Status { get; }

    /// <summary>Adds headers that belong to the refusal.</summary>
    public virtual void WriteHeaders(CallContext call)
    {
    }

    /// <summary>Writes the members of the answer.</summary>
    public abstract void WriteBody(Utf8JsonWriter json, CallContext call);
}
