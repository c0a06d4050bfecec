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

        if (mailbox.IsArchive && !call.IsBeta)
        {
            throw new GraphError(call.Sandbox.Switches.ArchiveOnV1Status, "ErrorAccessDenied", "Operation on Archive mailbox not allowed");
        }

        mailbox.ShowWhatIsDue();
        return mailbox;
    }

    /// <summary>The folder that the path names below its mailbox. A folder whose content is elsewhere sends the caller there.</summary>
    public static SandboxFolder Folder(CallContext call, SandboxMailbox mailbox)
        => Here(call, Find(call, mailbox, call.Values["folder"]), "{folder}");

    /// <summary>The same, for a call that wants nothing of the folder's content: it goes by what the archive itself knows.</summary>
    public static SandboxFolder FolderItself(CallContext call, SandboxMailbox mailbox) => Find(call, mailbox, call.Values["folder"]);

    /// <summary>The folder that the path ends with: one below the mailbox, or a child below its parent.</summary>
    public static SandboxFolder FolderOfPath(CallContext call)
    {
        SandboxMailbox mailbox = Mailbox(call);
        if (!call.Values.TryGetValue("child", out string? id))
        {
            return Folder(call, mailbox);
        }

        SandboxFolder child = Find(call, mailbox, id);
        return child.Parent == FolderItself(call, mailbox) ? Here(call, child, "{child}") : throw NotFound();
    }

    /// <summary>The item with that id, which must show in that folder.</summary>
    public static SandboxItem Item(SandboxFolder folder, string itemId)
    {
        EntryId id = EntryId.Parse(itemId) ?? throw Malformed();
        SandboxItem item = folder.Mailbox.FindItem(id) ?? throw NotFound();
        return folder.Holds(item) ? item : throw NotFound();
    }

    public static GraphError NotFound() => new(404, "ErrorItemNotFound", NotFoundText);

    private static SandboxFolder Here(CallContext call, SandboxFolder folder, string variable)
        => folder.MovedTo is SandboxMailbox target ? throw ExpandedFolders.Redirect(call, folder, target, variable) : folder;

    /// <summary>The folder with that id or well-known name.</summary>
    private static SandboxFolder Find(CallContext call, SandboxMailbox mailbox, string idOrName)
    {
        bool takesNames = !mailbox.IsArchive || call.Sandbox.Switches.AcceptWellKnownNamesInArchives;
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

    private static GraphError Malformed() => new(400, "ErrorInvalidIdMalformed", "Id is malformed.");

    [GeneratedRegex($"^MBX:(?<mailbox>{GuidPattern})@(?<tenant>{GuidPattern})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MailboxId();
}
