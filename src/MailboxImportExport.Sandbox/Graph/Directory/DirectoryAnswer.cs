using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>Answers with objects of the directory: one, or a page of a list that can be filtered by some of their properties.</summary>
internal static class DirectoryAnswer
{
    private const int DefaultPage = 100;
    private const int MaximumPage = 999;

    /// <summary>What a call on one object asks for.</summary>
    public static EntityQuery Query(CallContext call) => new EntityQueryParser(EntityQueryParser.DirectoryOptions).Parse(call.Record.Query);

    public static async Task WriteAsync(CallContext call, int status, string context, JsonObject entity)
    {
        EntityQuery query = Query(call);
        await call.AnswerAsync(status, json =>
        {
            json.WriteString("@odata.context", $"{call.VersionUri}/$metadata#{context}");
            Write(json, query, entity);
        });
    }

    public static async Task WriteListAsync(
        CallContext call,
        string context,
        IEnumerable<JsonObject> entities,
        IReadOnlyDictionary<string, FilterField<JsonObject>> fields)
    {
        EntityQuery query = new EntityQueryParser(EntityQueryParser.DirectoryListOptions).Parse(call.Record.Query);
        Predicate<JsonObject> filter = query.Filter is null
            ? static _ => true
            : new FilterCompiler<JsonObject>(fields, static (_, id) => throw NotFilterable(id.Asked)).Compile(query.Filter);
        List<JsonObject> matching = [.. entities.Where(entity => filter(entity))];
        int skip = Offset(query.SkipToken);
        List<JsonObject> page = [.. matching.Skip(skip).Take(Size(query.Top))];
        int next = skip + page.Count;
        await call.AnswerAsync(200, json =>
        {
            json.WriteString("@odata.context", $"{call.VersionUri}/$metadata#{context}");
            if (next < matching.Count)
            {
                json.WriteString("@odata.nextLink", NextLink(call, query, next));
            }

            json.WriteStartArray("value");
            foreach (JsonObject entity in page)
            {
                json.WriteStartObject();
                Write(json, query, entity);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>A field that holds a text.</summary>
    public static FilterField<JsonObject> Text(string name) => new(typeof(string), entity => entity[name]?.GetValue<string>());

    /// <summary>A field that holds an id, which is written without quotes.</summary>
    public static FilterField<JsonObject> Id(string name) => new(typeof(Guid), entity => Guid.Parse(entity[name]!.GetValue<string>()));

    private static void Write(Utf8JsonWriter json, EntityQuery query, JsonObject entity)
    {
        foreach (KeyValuePair<string, JsonNode?> member in entity.Where(member => query.Wants(member.Key)))
        {
            json.WritePropertyName(member.Key);
            if (member.Value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                member.Value.WriteTo(json);
            }
        }
    }

    private static int Size(int? top) => top switch
    {
        null => DefaultPage,
        > 0 and <= MaximumPage => top.Value,
        _ => throw new GraphError(
            400,
            "Request_UnsupportedQuery",
            $"Invalid page size specified: '{top}'. Must be between 1 and {MaximumPage} inclusive."),
    };

    private static int Offset(string? skipToken)
        => skipToken is null
            ? 0
            : int.TryParse(Decode(skipToken), NumberStyles.None, CultureInfo.InvariantCulture, out int offset)
                ? offset
                : throw new GraphError(400, "Directory_ExpiredPageToken", "The specified page token value has expired.");

    private static string NextLink(CallContext call, EntityQuery query, int offset)
    {
        string options = string.Concat(query.Options
            .Where(static option => option.Name != EntityQueryParser.SkipToken)
            .Select(static option => $"{option.Name}={Uri.EscapeDataString(option.Value)}&"));
        string token = Convert.ToHexString(Encoding.ASCII.GetBytes(offset.ToString(CultureInfo.InvariantCulture)));
        return $"{call.Sandbox.Authority}{call.Record.Path}?{options}{EntityQueryParser.SkipToken}={token}";
    }

    private static string Decode(string token)
    {
        try
        {
            return Encoding.ASCII.GetString(Convert.FromHexString(token));
        }
        catch (FormatException)
        {
            return string.Empty;
        }
    }

    private static QueryException NotFilterable(string property) => new($"The extended property '{property}' cannot be filtered.");
}
