using System.Collections.Concurrent;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>What of a mailbox must not be deleted for good, because of a litigation hold, a retention policy or the like.</summary>
internal sealed class Holds
{
    private readonly ConcurrentDictionary<EntryId, bool> _items = new();

    /// <summary>Whether everything in the mailbox is held.</summary>
    public bool WholeMailbox { get; set; }

    public void Place(SandboxItem item) => _items[item.Entry] = true;

    public void Release(SandboxItem item) => _items.TryRemove(item.Entry, out _);

    public bool Cover(SandboxItem item) => WholeMailbox || _items.ContainsKey(item.Entry);
}
