using System.Collections.Generic;

namespace MailboxImportExport.Model;

/// <summary>One folder of a mailbox.</summary>
public sealed record MailboxContentFolder
{
    /// <summary>The mailbox that the folder is in.</summary>
    public required string MailboxId { get; init; }

    /// <summary>The id of the folder; it stays the same when the folder is renamed or moved.</summary>
    public required string FolderId { get; init; }

    /// <summary>Names from the top of the mailbox down, separated by slashes; a slash inside a name is written twice.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the folder in the language of the mailbox.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The id of the folder above.</summary>
    public string? ParentFolderId { get; init; }

    /// <summary>The name of a folder that every mailbox has, for example <c>inbox</c>, in any language of the mailbox; else null.</summary>
    public string? WellKnownName { get; init; }

    /// <summary>Container class, for example <c>IPF.Note</c> or <c>IPF.Appointment</c>.</summary>
    public required string FolderClass { get; init; }

    /// <summary>Items in the folder as the service counts them; content that an auto-expanding archive keeps elsewhere is not counted.</summary>
    public int ItemCount { get; init; }

    /// <summary>Folders directly below this one.</summary>
    public int ChildFolderCount { get; init; }

    /// <summary>Whether mail programs hide the folder.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether the folder only shows items that stand in others.</summary>
    public bool IsSearchFolder { get; init; }

    /// <summary>Bytes of the items in the folder, without those below; null when it was not asked for or the service does not say.</summary>
    public long? Size { get; init; }

    /// <summary>The folder above, when it was seen on the way to this one.</summary>
    internal MailboxContentFolder? Parent { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <summary>This folder and those above it, as far as they are known; the root, which has no path, is none of them.</summary>
    internal IEnumerable<MailboxContentFolder> WithParents()
    {
        for (MailboxContentFolder? folder = this; folder is { Path.Length: > 0 }; folder = folder.Parent)
        {
            yield return folder;
        }
    }
}
