using System;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Sends the caller to another address, for good and with the same method. There is no body.</summary>
internal sealed class RedirectAnswer : WireError
{
    public RedirectAnswer(Uri location)
        : base(308, $"Moved to {location}")
        => Headers = [("Location", location.OriginalString)];

    public RedirectAnswer()
    {
    }

    public RedirectAnswer(string message)
        : base(message)
    {
    }

    public RedirectAnswer(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public override bool HasBody => false;

    public override void WriteBody(Utf8JsonWriter json, CallContext call)
    {
    }
}
