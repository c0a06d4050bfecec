using System;
using System.Text.RegularExpressions;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Finds the mailbox, folder and item that a path speaks of, and refuses callers who may not reach them.</summary>
internal static partial class MailboxResolver
{
    private const string GuidPattern = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private const string NotFoundText = "The specified object was not found in the store.";

    /// <summary>The mailbox of the path.</summary>
    public static SandboxMailbox Mailbox(CallContext call)
    {
        string id = call.Values["mailbox"];
        Match match = MailboxId().Match(id);
        if (!match.Success)
        {
            throw Malformed();
        }

        Guid guid = Guid.Parse(match.Groups["mailbox"].Value);
        AccessControl.RequireOnMailbox(call, guid);
        SandboxTenant tenant = call.Sandbox.Tenant;
        SandboxMailbox? mailbox = Guid.Parse(match.Groups["tenant"].Value) == tenant.Id ? tenant.FindMailbox(guid) : null;
        if (mailbox is null)
        {
            throw new GraphError(404, "ErrorInvalidUser", $"The requested user '{id}' is invalid.");
        }

        if (mailbox.Kind == MailboxKind.Archive && !call.IsBeta)
        {
            throw new GraphError(call.Sandbox.Switches.ArchiveOnV1Status, "ErrorAccessDenied", "Operation on Archive mailbox not allowed");
        }

        return mailbox;
    }

    /// <summary>The folder with that id or well-known name.</summary>
    public static SandboxFolder Folder(CallContext call, SandboxMailbox mailbox, string idOrName)
    {
        bool takesNames = mailbox.Kind is MailboxKind.Primary or MailboxKind.Shared || call.Sandbox.Switches.AcceptWellKnownNamesInArchives;
        if (takesNames && mailbox.WellKnown(idOrName) is SandboxFolder folder)
        {
            return folder;
        }

        // A name that other mailboxes know: this one just does not have the folder.
        if (WellKnownNames.IsOne(idOrName))
        {
            throw NotFound();
        }

        EntryId id = EntryId.Parse(idOrName) ?? throw Malformed();
        return mailbox.FindFolder(id) ?? throw NotFound();
    }

    /// <summary>The folder that the path ends with: one below the mailbox, or a child below its parent.</summary>
    public static SandboxFolder FolderOfPath(CallContext call)
    {
        SandboxMailbox mailbox = Mailbox(call);
        SandboxFolder folder = Folder(call, mailbox, call.Values["folder"]);
        if (!call.Values.TryGetValue("child", out string? id))
        {
            return folder;
        }

        SandboxFolder child = Folder(call, mailbox, id);
        return child.Parent == folder ? child : throw NotFound();
    }

    /// <summary>The item with that id, which must show in that folder.</summary>
    public static SandboxItem Item(SandboxFolder folder, string itemId)
    {
        EntryId id = EntryId.Parse(itemId) ?? throw Malformed();
        SandboxItem item = folder.Mailbox.FindItem(id) ?? throw NotFound();
        return folder.Holds(item) ? item : throw NotFound();
    }

    public static GraphError NotFound() => new(404, "ErrorItemNotFound", NotFoundText);

    private static GraphError Malformed() => new(400, "ErrorInvalidIdMalformed", "Id is malformed.");

    [GeneratedRegex($"^MBX:(?<mailbox>{GuidPattern})@(?<tenant>{GuidPattern})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MailboxId();
}
