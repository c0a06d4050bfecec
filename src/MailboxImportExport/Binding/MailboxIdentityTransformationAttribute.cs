using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Model;

namespace MailboxImportExport.Binding;

/// <summary>
/// Turns whatever names a mailbox into a <see cref="MailboxIdentity"/>. Taken as it comes from the pipeline, because PowerShell
/// would else prefer the text of an object to its properties.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MailboxIdentityTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>What $null becomes: for example the failures of runs that had none.</summary>
    internal static MailboxIdentity Nothing { get; } = new() { Text = string.Empty };

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject { BaseObject: IEnumerable and not string } list ? list.BaseObject : inputData;
        return value is IEnumerable values and not (string or IDictionary)
            ? values.Cast<object?>().Select(ToIdentity).ToArray()
            : new[] { ToIdentity(value) };
    }

    internal static MailboxIdentity ToIdentity(object? value)
    {
        object? bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            null => Nothing,
            MailboxIdentity identity => identity,
            MailboxContentFolder folder => Ready(folder.MailboxId) with { Folder = new FolderIdentity { Text = folder.Path, Folder = folder } },
            MailboxItem item => Ready(item.MailboxId) with { Item = item },
            FailedMailboxItem { Item: MailboxItem item } => Ready(item.MailboxId) with { Item = item },
            FailedMailboxItem { MailboxId: string mailbox } => MailboxIdentityReader.FromText(mailbox),
            MailboxItemChange { Item: MailboxItem item } => Ready(item.MailboxId) with { Item = item },

            // Without its item it would name the whole mailbox.
            MailboxItemChange removed => throw new ArgumentTransformationMetadataException($"The item '{removed.ItemId}' was removed from '{removed.FolderPath}'. Leave such changes out with: Where-Object ChangeKind -ne Removed"),
            MailboxContentFolderChange { Folder: MailboxContentFolder folder } => Ready(folder.MailboxId) with { Folder = new FolderIdentity { Text = folder.Path, Folder = folder } },
            MailboxContentFolderChange removed => throw new ArgumentTransformationMetadataException($"The folder '{removed.Path}' was removed. Leave such changes out with: Where-Object ChangeKind -ne Removed"),
            string text => MailboxIdentityReader.FromText(text),
            Guid id => MailboxIdentityReader.FromText(id.ToString()),
            IDictionary row => MailboxIdentityReader.FromProperties(name => PropertyReader.Get(row, name), "hashtable"),
            _ => FromObject(PSObject.AsPSObject(value)),
        };
    }

    private static MailboxIdentity Ready(string mailboxId) => new() { MailboxId = mailboxId, Text = mailboxId };

    private static MailboxIdentity FromObject(PSObject value)
    {
        MailboxIdentity identity = MailboxIdentityReader.FromProperties(name => PropertyReader.Get(value, name), value.ToString());

        // A folder that went through a file or a job: its type is lost, its ids are not.
        bool isFolder = identity.MailboxId is not null && PropertyReader.Get(value, "FolderClass") is not null;
        string? folderId = isFolder ? PropertyReader.GetText(value, "FolderId") : null;
        return folderId is null ? identity : identity with { Folder = new FolderIdentity { Text = folderId } };
    }
}
