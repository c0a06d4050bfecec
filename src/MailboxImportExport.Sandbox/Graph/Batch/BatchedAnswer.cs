using System;
using System.Collections.Generic;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Graph.Batch;

/// <summary>The answer to one request of a batch.</summary>
internal sealed record BatchedAnswer(string Id, int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public bool IsFailure => Status >= 400;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteNumber("status", Status);
        json.WriteStartObject("headers");
        foreach (KeyValuePair<string, string> header in Headers)
        {
            json.WriteString(header.Key, header.Value);
        }

        json.WriteEndObject();
        if (Body.Length > 0)
        {
            WriteBody(json);
        }

        json.WriteEndObject();
    }

    private void WriteBody(Utf8JsonWriter json)
    {
        json.WritePropertyName("body");
        if (IsJson())
        {
            json.WriteRawValue(Body);
        }
        else
        {
            json.WriteStringValue(Convert.ToBase64String(Body));
        }
    }

    private bool IsJson()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
