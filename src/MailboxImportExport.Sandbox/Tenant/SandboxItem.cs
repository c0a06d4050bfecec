using System;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>An item in one of its versions. A change makes a new one with the same id.</summary>
internal sealed class SandboxItem
{
    public required EntryId Entry { get; init; }

    public required SandboxFolder Folder { get; init; }

    public required ChangeKey ChangeKey { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    public required MessageContent Content { get; init; }

    /// <summary>Associated items hold settings of a folder and do not show in it.</summary>
    public bool IsAssociated { get; init; }

    /// <summary>The size the service would say, which is never the length of the exported stream.</summary>
    public required long Size { get; init; }

    public string Id => Entry.ToString();

    public SandboxMailbox Mailbox => Folder.Mailbox;

    public string MessageClass => Content.Properties.Text(Tags.MessageClass) ?? "IPM.Note";

    public string Subject => Content.Properties.Text(Tags.Subject) ?? string.Empty;

    /// <summary>When a mail was delivered; items of other kinds have no such time.</summary>
    public DateTimeOffset? Received => Content.Properties.Time(Tags.MessageDeliveryTime);

    /// <summary>The item with another content.</summary>
    internal SandboxItem With(ChangeKey changeKey, DateTimeOffset modified, MessageContent content) => new()
    {
        Entry = Entry,
        Folder = Folder,
        ChangeKey = changeKey,
        Created = Created,
        Modified = modified,
        Content = content,
        IsAssociated = IsAssociated,
        Size = ReportedSize.Of(content),
    };

    /// <summary>The item in another folder.</summary>
    internal SandboxItem In(SandboxFolder folder, EntryId entry, ChangeKey changeKey) => new()
    {
        Entry = entry,
        Folder = folder,
        ChangeKey = changeKey,
        Created = Created,
        Modified = Modified,
        Content = Content,
        IsAssociated = IsAssociated,
        Size = Size,
    };
}
