using System;
using System.Collections.Concurrent;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Graph;

/// <summary>
/// Where folders of auto-expanding archives really are. The service tells by a redirect, once for each call; what it told is
/// remembered, so that the next page and the next export go straight there. Items keep the mailbox that they were listed in as
/// their own: content wanders between the parts of an archive, and an item must not become another by it.
/// </summary>
internal sealed class Relocations(CallGovernor governor)
{
    private readonly ConcurrentDictionary<string, string> _served = new(StringComparer.Ordinal);

    /// <summary>The mailbox that answers for a folder: itself unless the service said otherwise.</summary>
    public string ServedBy(string mailboxId, string? folderId)
        => folderId is not null && _served.TryGetValue(Key(mailboxId, folderId), out string? other) ? other : mailboxId;

    /// <summary>Remembers what the service told.</summary>
    public void Learn(string mailboxId, string? folderId, string servedBy)
    {
        // What is sent to a further part of an archive is sent for the archive.
        governor.Join(servedBy, mailboxId);
        if (folderId is not null)
        {
            _served[Key(mailboxId, folderId)] = servedBy;
        }
    }

    /// <summary>What was remembered turned out to be out of date.</summary>
    public void Forget(string mailboxId, string folderId) => _served.TryRemove(Key(mailboxId, folderId), out _);

    private static string Key(string mailboxId, string folderId) => $"{mailboxId.ToUpperInvariant()}\n{folderId}";
}
