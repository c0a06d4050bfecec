using System;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>Bytes that are held in memory.</summary>
internal sealed class MemoryContent(byte[] bytes) : Content
{
    public override long Length => bytes.Length;

    public override IEnumerable<ReadOnlyMemory<byte>> Segments()
    {
        yield return bytes;
    }
}
