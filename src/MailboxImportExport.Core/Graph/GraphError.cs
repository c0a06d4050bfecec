using System;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph;

/// <summary>Reads error answers of both hosts: Graph's <c>error</c> object and the import host's <c>Message</c>.</summary>
/// <remarks>Microsoft Graph documentation, "Microsoft Graph error responses and resource types"; both shapes are in docs/wire-contract.md.</remarks>
internal static class GraphError
{
    private const int LongestBody = 64 * 1024;
    private const int LongestText = 1000;

    public static async Task<ServiceFault> ReadAsync(HttpResponseMessage response, Stream body, TimeProvider time, CancellationToken cancellationToken)
    {
        (string? code, string? message) = Parse(await ReadBodyAsync(body, cancellationToken).ConfigureAwait(false));
        RequestIds ids = RequestIds.Of(response);
        return new ServiceFault
        {
            StatusCode = (int)response.StatusCode,
            Code = code,
            Message = message ?? response.ReasonPhrase,
            RequestId = ids.RequestId,
            ClientRequestId = ids.ClientRequestId,
            RetryAfter = RetryAfter(response, time),
        };
    }

    /// <summary>Reads an error that stands inside of a batch.</summary>
    public static ServiceFault Read(int status, JsonElement body)
    {
        (string? code, string? message) = Parse(body);
        return new ServiceFault { StatusCode = status, Code = code, Message = message };
    }

    /// <summary>What the answer means, given what a plain 404 means for this call.</summary>
    public static FailureKind Classify(ServiceFault fault, FailureKind notFound) => (fault.StatusCode, fault.Code) switch
    {
        (_, "MailboxNotEnabledForRESTAPI") => FailureKind.MailboxUnavailable,
        (_, "Request_ResourceNotFound" or "ErrorInvalidUser") => FailureKind.MailboxNotFound,
        (_, "ErrorQuotaExceeded") => FailureKind.MailboxFull,
        (_, "ErrorFolderExists") => FailureKind.FolderExists,
        (_, "ErrorItemNotFound") => notFound,
        (401, _) => FailureKind.TokenRefused,
        (403, _) => FailureKind.MailboxRefused,
        (404 or 410, _) => notFound,
        (429, _) => FailureKind.ServiceThrottled,
        (507, _) => FailureKind.MailboxFull,
        ( >= 500 or 408, _) => FailureKind.ServiceUnavailable,
        _ => FailureKind.ServiceRefused,
    };

    private static async Task<byte[]> ReadBodyAsync(Stream body, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[LongestBody];
        int length = 0;
        try
        {
            int read;
            while (length < buffer.Length && (read = await body.ReadAsync(buffer, length, buffer.Length - length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException or InvalidDataException)
        {
            // Status and headers have come: that the service refused, and for how long, must not become a call of which nothing is known.
        }

        Array.Resize(ref buffer, length);
        return buffer;
    }

    private static (string? Code, string? Message) Parse(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return Parse(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Gateways answer with HTML, nothing, or half a character: status and headers have to do.
            return (null, null);
        }
    }

    private static (string? Code, string? Message) Parse(JsonElement root) => Member(root, "error") is JsonElement error
        ? (InnerCode(error) ?? Text(error, "code"), Text(error, "message"))
        : (null, Text(root, "Message"));

    // "code" may be empty while a more precise one stands inside.
    private static string? InnerCode(JsonElement error)
        => Text(error, "code") is null && Member(error, "innerError") is JsonElement inner ? Text(inner, "code") : null;

    private static JsonElement? Member(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }

    private static string? Text(JsonElement element, string name)
    {
        string? text = Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        return string.IsNullOrEmpty(text) ? null : text!.Length > LongestText ? text.Substring(0, LongestText) : text;
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        if (response.Headers.RetryAfter?.Delta is TimeSpan delta)
        {
            return delta;
        }

        // By the clock that the date was read from: that of this machine may differ.
        DateTimeOffset now = response.Headers.Date ?? time.GetUtcNow();
        return response.Headers.RetryAfter?.Date is DateTimeOffset date && date > now ? date - now : null;
    }
}
