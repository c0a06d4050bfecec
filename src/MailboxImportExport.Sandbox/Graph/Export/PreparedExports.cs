using System;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Export;

/// <summary>
/// Streams of items that have been made beforehand: a benchmark is to measure the client, and not how fast the sandbox writes streams. They are
/// those of the switches of that time; an item that has changed since is written anew.
/// </summary>
internal sealed class PreparedExports
{
    // Base64 of more does not fit into one array of sensible length.
    private const long LargestItem = 256L * 1024 * 1024;
    private readonly ConcurrentDictionary<SandboxItem, PreparedExport> _exports = new(ReferenceEqualityComparer.Instance);

    // Items made of one content at the same time have equal streams: a hundred copies of a large one take the room of one.
    private readonly Dictionary<MessageContent, (SandboxItem Item, PreparedExport Export)> _shared = new(ReferenceEqualityComparer.Instance);

    public int Count => _exports.Count;

    public PreparedExport? Find(SandboxItem item) => _exports.GetValueOrDefault(item);

    public void Add(SandboxItem item, SandboxSwitches switches)
    {
        if (item.Size > LargestItem)
        {
            return;
        }

        lock (_shared)
        {
            if (!_shared.TryGetValue(item.Content, out (SandboxItem Item, PreparedExport Export) made) || !AreEqual(made.Item, item))
            {
                made = (item, Prepare(item, switches));
                _shared[item.Content] = made;
            }

            _exports[item] = made.Export;
        }
    }

    private static bool AreEqual(SandboxItem one, SandboxItem other)
        => one.Mailbox == other.Mailbox && one.Created == other.Created && one.Modified == other.Modified;

    private static PreparedExport Prepare(SandboxItem item, SandboxSwitches switches)
    {
        using MemoryStream stream = new();
        foreach (ReadOnlyMemory<byte> piece in ItemExporter.Export(item, switches))
        {
            stream.Write(piece.Span);
        }

        ReadOnlySpan<byte> bytes = stream.GetBuffer().AsSpan(0, (int)stream.Length);
        byte[] base64 = new byte[Base64.GetMaxEncodedToUtf8Length(bytes.Length)];
        Base64.EncodeToUtf8(bytes, base64, out _, out _);
        return new PreparedExport(base64, Convert.ToHexString(SHA256.HashData(bytes)), bytes.Length);
    }
}
