using System;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Writes JSON answers, compact and with as few escapes as JSON allows, as the service does.</summary>
internal static class JsonAnswer
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpResponse response, int status, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        await using Utf8JsonWriter json = Begin(response, status);
        write(json);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    /// <summary>Writes a document of which the end is missing; nothing else tells that it is.</summary>
    public static async Task WriteBeginningAsync(HttpResponse response, int status, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        await using Utf8JsonWriter json = Begin(response, status);
        write(json);
        await json.FlushAsync(cancellationToken);
    }

    private static Utf8JsonWriter Begin(HttpResponse response, int status)
    {
        response.StatusCode = status;
        response.ContentType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
        Utf8JsonWriter json = new(response.BodyWriter, Options);
        json.WriteStartObject();
        return json;
    }
}
