using System;
using System.Collections.Generic;
using System.Text.Json;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Items;

/// <summary>Items as Graph shows them.</summary>
internal sealed class ItemView(CallContext call)
{
    /// <summary>The property that large folders are listed by.</summary>
    public const string Created = "createdDateTime";

    private const int FarOffFactor = 40;
    private const int FarOffEvery = 13;

    /// <summary>The properties that can be selected.</summary>
    public static readonly IReadOnlySet<string> Properties
        = new HashSet<string>(["id", Created, "lastModifiedDateTime", "changeKey", "categories", "type", "size"]);

    private SandboxSwitches Switches => call.Sandbox.Switches;

    /// <summary>The properties that can be filtered and ordered by.</summary>
    public IReadOnlyDictionary<string, FilterField<SandboxItem>> Fields
    {
        get
        {
            Dictionary<string, FilterField<SandboxItem>> fields = new()
            {
                [Created] = new(typeof(DateTimeOffset), item => Compared(item.Created)),
                ["lastModifiedDateTime"] = new(typeof(DateTimeOffset), item => Compared(item.Modified)),
                ["type"] = new(typeof(string), static item => item.MessageClass),
                ["size"] = new(typeof(double), item => (double)Size(item)),
            };
            if (Switches.TakeReceivedDateTimeOnLists)
            {
                fields["receivedDateTime"] = new(typeof(DateTimeOffset), item => item.Received is DateTimeOffset time ? Compared(time) : null);
            }

            return fields;
        }
    }

    public void Write(Utf8JsonWriter json, EntityQuery query, SandboxItem item)
    {
        string changeKey = item.ChangeKey.Listed;
        json.WriteString("@odata.type", "#microsoft.graph.mailboxItem");
        json.WriteString("@odata.etag", $"W/\"{changeKey}\"");
        json.WriteString("id", item.Id);
        WriteTimes(json, query, item);
        if (query.Wants("changeKey"))
        {
            json.WriteString("changeKey", changeKey);
        }

        if (query.Wants("categories"))
        {
            WriteCategories(json, item);
        }

        if (query.Wants("type"))
        {
            json.WriteString("type", item.MessageClass);
        }

        if (query.Wants("size"))
        {
            json.WriteNumber("size", Size(item));
        }

        ExtendedPropertyJson.Write(json, call, query, id => ItemProperties.Find(item, id));
    }

    private static void WriteCategories(Utf8JsonWriter json, SandboxItem item)
    {
        json.WriteStartArray("categories");
        foreach (string category in item.Content.Properties.Texts(Tags.Keywords))
        {
            json.WriteStringValue(category);
        }

        json.WriteEndArray();
    }

    private void WriteTimes(Utf8JsonWriter json, EntityQuery query, SandboxItem item)
    {
        if (query.Wants(Created))
        {
            json.WriteString(Created, TimeText.Write(item.Created, Switches.CreatedDateTimePrecision));
        }

        if (query.Wants("lastModifiedDateTime"))
        {
            json.WriteString("lastModifiedDateTime", TimeText.Write(item.Modified, Switches.CreatedDateTimePrecision));
        }
    }

    private DateTimeOffset Compared(DateTimeOffset time)
        => Switches.FilterComparesShownTimes ? TimeText.Cut(time, Switches.CreatedDateTimePrecision) : time;

    private long Size(SandboxItem item) => Switches.SizeReporting switch
    {
        SizeReporting.AlwaysFarOff => item.Size / FarOffFactor,
        SizeReporting.SometimesFarOff when item.Entry.Number % FarOffEvery == 0 => item.Size / FarOffFactor,
        _ => item.Size,
    };
}
