using System;
using System.Security.Cryptography;
using System.Text;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Numbers and ids that depend on the seed and a name alone, and not on what was made before.</summary>
internal sealed class SeededRandom(int seed)
{
    public Guid Guid(string name)
    {
        byte[] bytes = Bytes(name, 16);

        // Marked as a random one (version 4), as the service's own are.
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    public byte[] Bytes(string name, int length)
        => SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{name}")))[..length];

    /// <summary>A number from 0 up to, but not including, the limit.</summary>
    public int Below(string name, int limit) => (int)(BitConverter.ToUInt32(Bytes(name, sizeof(uint))) % (uint)limit);
}
