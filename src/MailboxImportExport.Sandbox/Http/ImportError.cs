using System;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>A refusal by the import host, which does not speak the error language of Graph.</summary>
internal sealed class ImportError : WireError
{
    public ImportError(int status, string message)
        : base(status, message)
    {
    }

    public ImportError()
    {
    }

    public ImportError(string message)
        : base(message)
    {
    }

    public ImportError(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public override void WriteBody(Utf8JsonWriter json, CallContext call) => json.WriteString("Message", Message);
}
