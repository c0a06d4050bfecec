using System;
using System.Globalization;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>A refusal by something before the service, which has nothing to say about it.</summary>
internal sealed class EmptyRefusal : WireError
{
    public EmptyRefusal(int status)
        : base(status, status.ToString(CultureInfo.InvariantCulture))
    {
    }

    public EmptyRefusal()
    {
    }

    public EmptyRefusal(string message)
        : base(message)
    {
    }

    public EmptyRefusal(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public override bool HasBody => false;

    public override void WriteBody(Utf8JsonWriter json, CallContext call)
    {
    }
}
