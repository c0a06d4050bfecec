using System;
using System.Collections.Generic;
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

    /// <summary>Headers that this one refusal has.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether the answer has a body at all.</summary>
    public virtual bool HasBody => true;

    /// <summary>Adds headers that belong to the refusal.</summary>
    public virtual void WriteHeaders(CallContext call)
    {
        foreach ((string name, string value) in Headers)
        {
            call.Response.Headers[name] = value;
        }
    }

    /// <summary>Writes the members of the answer.</summary>
    public abstract void WriteBody(Utf8JsonWriter json, CallContext call);
}
