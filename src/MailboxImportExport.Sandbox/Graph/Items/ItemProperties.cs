using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Items;

/// <summary>The properties of an item: those the store computes, and those it holds.</summary>
internal static class ItemProperties
{
    private const int Message = 5;
    private const int To = 1;
    private const int Cc = 2;
    private const int Bcc = 3;
    private const int RecipientTypeMask = 0xF;

    private static readonly Dictionary<PropertyTag, Func<SandboxItem, object?>> Computed = new()
    {
        [Tags.CreationTime] = static item => FileTime.From(item.Created),
        [Tags.LastModificationTime] = static item => FileTime.From(item.Modified),
        [Tags.MessageSize] = static item => (int)Math.Min(item.Size, int.MaxValue),
        [new PropertyTag(Tags.MessageSize.Key, PropertyType.Int64)] = static item => item.Size,
        [Tags.HasAttachments] = static item => item.Content.Attachments.Count > 0,
        [Tags.DisplayTo] = static item => Names(item, To),
        [Tags.DisplayCc] = static item => Names(item, Cc),
        [Tags.DisplayBcc] = static item => Names(item, Bcc),
        [Tags.EntryId] = static item => new MemoryContent(item.Entry.ToBytes()),
        [Tags.RecordKey] = static item => new MemoryContent(item.Entry.ToBytes()),
        [Tags.ObjectType] = static _ => Message,
    };

    /// <summary>Properties that an import may carry but that are the store's own to say.</summary>
    public static bool IsComputed(MapiProperty property) => Computed.ContainsKey(new PropertyTag(property.Key, property.Type));

    public static object? Find(SandboxItem item, ExtendedPropertyId id)
    {
        PropertyTag tag = new(id.Key, id.Type);
        return Computed.TryGetValue(tag, out Func<SandboxItem, object?>? compute) ? compute(item) : item.Content.Properties.Find(tag)?.Value;
    }

    private static string Names(SandboxItem item, int type)
        => string.Join("; ", item.Content.Recipients
            .Where(recipient => (recipient.Number(Tags.RecipientType) & RecipientTypeMask) == type)
            .Select(static recipient => recipient.Text(Tags.DisplayName)));
}
