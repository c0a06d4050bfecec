using System.IO;
using System.Text.Json;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Reads JSON bodies strictly: no unknown, repeated or missing members, names in their exact case.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Reads the body, which must be there.</summary>
    public static async Task<T> ReadAsync<T>(CallContext call)
    {
        RequireJson(call);
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(call.Request.Body, Options, call.Aborted) ?? throw Bad("The request body is null.");
        }
        catch (JsonException exception)
        {
            throw Bad($"Unable to read JSON request payload. {exception.Message}");
        }
    }

    /// <summary>Takes no body, or an empty object.</summary>
    public static async Task RequireEmptyAsync(CallContext call)
    {
        using MemoryStream body = new();
        await call.Request.Body.CopyToAsync(body, call.Aborted);
        if (body.Length == 0)
        {
            return;
        }

        RequireJson(call);
        if (!IsEmptyObject(body.ToArray()))
        {
            throw Bad("The action takes no parameters.");
        }
    }

    private static bool IsEmptyObject(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.GetPropertyCount() == 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void RequireJson(CallContext call)
    {
        string type = call.Request.ContentType ?? string.Empty;
        if (!MediaType.IsJson(type))
        {
            throw new GraphError(415, "UnsupportedMediaType", $"The content type '{type}' is not supported; send application/json.");
        }
    }

    private static GraphError Bad(string message) => new(400, "BadRequest", message);
}
