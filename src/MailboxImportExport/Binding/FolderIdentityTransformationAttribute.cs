using System;
using System.Management.Automation;
using MailboxImportExport.Model;

namespace MailboxImportExport.Binding;

/// <summary>Turns a path, a well-known name, an id or a folder object into a <see cref="FolderIdentity"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FolderIdentityTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return bare switch
        {
            FolderIdentity identity => identity,
            MailboxContentFolder folder => new FolderIdentity { Text = folder.Path, Folder = folder },
            string text when text.Trim().Length > 0 => new FolderIdentity { Text = text.Trim() },

            // A folder named 2019 and typed without quotes is a number to PowerShell, which remembers how it was typed.
            ValueType => new FolderIdentity { Text = LanguagePrimitives.ConvertTo<string>(inputData) },
            string => throw new ArgumentTransformationMetadataException("A folder is named by its path, for example 'Inbox/Projects', a well-known name or its id."),
            _ => FromObject(PSObject.AsPSObject(inputData)),
        };
    }

    // Folder objects that went through a file or a job have lost their type but not their id.
    private static FolderIdentity FromObject(PSObject value)
    {
        string? text = PropertyReader.GetText(value, "FolderId") ?? PropertyReader.GetText(value, "Path");
        return text is null
            ? throw new ArgumentTransformationMetadataException("The object names no folder: it has neither FolderId nor Path.")
            : new FolderIdentity { Text = text };
    }
}
