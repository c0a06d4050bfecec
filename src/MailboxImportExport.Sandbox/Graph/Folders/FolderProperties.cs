using System;
using System.Collections.Generic;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Folders;

/// <summary>The extended properties of a folder: those the store computes, and those it was made with.</summary>
internal static class FolderProperties
{
    private const int Generic = 1;
    private const int Search = 2;

    private static readonly PropertyTag Size = new(Tags.MessageSize.Key, PropertyType.Int64);
    private static readonly PropertyTag ContentCount = new(0x3602, PropertyType.Int32);

    private static readonly Dictionary<PropertyTag, Func<SandboxFolder, object?>> Computed = new()
    {
        [Tags.DisplayName] = static folder => folder.DisplayName,
        [Tags.ContainerClass] = static folder => folder.FolderClass,
        [Tags.FolderType] = static folder => folder.IsSearchFolder ? Search : Generic,
        [Tags.EntryId] = static folder => new MemoryContent(folder.Entry.ToBytes()),
        [Size] = static folder => folder.Size,
        [ContentCount] = static folder => folder.ByCreation(includeAssociated: false).Count,
    };

    public static object? Find(SandboxFolder folder, ExtendedPropertyId id, SandboxSwitches switches)
    {
        PropertyTag tag = new(id.Key, id.Type);
        if (tag == Tags.AttributeHidden)
        {
            return folder.IsHidden && !switches.HiddenFoldersSaySo ? null : folder.IsHidden;
        }

        if (tag == Size && !switches.FoldersSayTheirSize)
        {
            return null;
        }

        return Computed.TryGetValue(tag, out Func<SandboxFolder, object?>? compute) ? compute(folder) : folder.Properties.Find(tag)?.Value;
    }
}
