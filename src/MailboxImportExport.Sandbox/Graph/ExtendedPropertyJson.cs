using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Writes the extended properties an entity was asked for. One that it lacks is left out, and the whole list when it lacks all.</summary>
internal static class ExtendedPropertyJson
{
    public static void Write(Utf8JsonWriter json, CallContext call, EntityQuery query, Func<ExtendedPropertyId, object?> find)
    {
        TimePrecision precision = call.Sandbox.Switches.ExtendedPropertyTimePrecision;
        Write(json, "singleValueExtendedProperties", query.SingleValues, find, (id, value) =>
        {
            json.WriteString("id", IdOf(call, id));
            json.WriteString("value", ExtendedPropertyText.Write(value, precision));
        });
        Write(json, "multiValueExtendedProperties", query.MultiValues, find, (id, value) =>
        {
            json.WriteString("id", IdOf(call, id));
            json.WriteStartArray("value");
            foreach (object element in (Array)value)
            {
                json.WriteStringValue(ExtendedPropertyText.Write(element, precision));
            }

            json.WriteEndArray();
        });
    }

    private static void Write(
        Utf8JsonWriter json,
        string name,
        IReadOnlyList<ExtendedPropertyId> ids,
        Func<ExtendedPropertyId, object?> find,
        Action<ExtendedPropertyId, object> write)
    {
        List<(ExtendedPropertyId Id, object Value)> found = [.. from id in ids let value = find(id) where value is not null select (id, value)];
        if (found.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach ((ExtendedPropertyId id, object value) in found)
        {
            json.WriteStartObject();
            write(id, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string IdOf(CallContext call, ExtendedPropertyId id)
        => call.Sandbox.Switches.NormalizeExtendedPropertyIds ? id.Normalized : id.Asked;
}
