using System.Collections.Generic;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>
/// The numbers that one mailbox has given to named properties, in the order in which it met them: two mailboxes number the same name
/// differently, and a stream that goes from one to the other must be understood by name.
/// </summary>
internal sealed class NamedPropertyMap
{
    private const int FirstId = 0x8000;
    private readonly object _lock = new();
    private readonly Dictionary<NamedProperty, ushort> _ids = [];

    public ushort IdOf(NamedProperty name)
    {
        lock (_lock)
        {
            if (!_ids.TryGetValue(name, out ushort id))
            {
                id = checked((ushort)(FirstId + _ids.Count));
                _ids.Add(name, id);
            }

            return id;
        }
    }
}
