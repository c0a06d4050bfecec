using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Tells callers of an expanded archive where the content of a folder, or an item, really is (Handle archive mailbox redirects).</summary>
internal static class ExpandedFolders
{
    /// <summary>The redirect for a call on a folder whose content is elsewhere.</summary>
    /// <param name="call">The call.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="target">The mailbox that has its content.</param>
    /// <param name="variable">Which part of the path named the folder: what follows it is kept.</param>
    public static RedirectAnswer Redirect(CallContext call, SandboxFolder folder, SandboxMailbox target, string variable)
    {
        SandboxSwitches switches = call.Sandbox.Switches;
        string rest = switches.RedirectsKeepThePath ? Rest(call, variable) : string.Empty;
        string query = switches.RedirectsKeepTheQuery ? call.Record.Query : string.Empty;
        return new RedirectAnswer(new Uri($"{call.VersionUri}/admin/Exchange/Mailboxes/{target.Id}/folders/{folder.Id}{rest}{query}"));
    }

    /// <summary>The other mailbox of the same archive that has the item; null when none has.</summary>
    public static SandboxMailbox? Locate(SandboxTenant tenant, SandboxMailbox mailbox, EntryId item)
        => Group(tenant, mailbox).FirstOrDefault(other => other != mailbox && other.FindItem(item) is not null);

    /// <summary>The mailbox that has the content of the folder; null when no mailbox knows it.</summary>
    public static SandboxMailbox? Owner(SandboxTenant tenant, EntryId folder)
        => tenant.Mailboxes.FirstOrDefault(mailbox => mailbox.FindFolder(folder) is { MovedTo: null });

    /// <summary>Another part of the archive that a mailbox is a part of, an auxiliary one where there is one; null for what has no other part.</summary>
    public static SandboxMailbox? OtherPart(SandboxTenant tenant, string mailboxId)
    {
        SandboxMailbox? mailbox = tenant.Mailboxes.FirstOrDefault(candidate => string.Equals(candidate.Id, mailboxId, StringComparison.OrdinalIgnoreCase));
        return mailbox is null
            ? null
            : Group(tenant, mailbox)
                .Where(other => other != mailbox)
                .OrderBy(static other => other.MainArchive is null)
                .ThenBy(static other => other.Guid)
                .FirstOrDefault();
    }

    private static IEnumerable<SandboxMailbox> Group(SandboxTenant tenant, SandboxMailbox mailbox)
    {
        SandboxMailbox main = mailbox.MainArchive ?? mailbox;
        return tenant.Mailboxes.Where(other => other == main || other.MainArchive == main);
    }

    private static string Rest(CallContext call, string variable)
    {
        string pattern = call.Route!.Pattern;
        string rest = pattern[(pattern.IndexOf(variable, StringComparison.Ordinal) + variable.Length)..];
        return call.Values.Aggregate(rest, static (text, value) => text.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));
    }
}
