using System;
using System.Buffers.Binary;
using System.Text;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>
/// The ids of folders and items: opaque to clients, in the alphabet of the service ('-' and '_' inside, '=' at the end, case counts).
/// They carry their mailbox, so that the sandbox can tell a malformed id from an unknown one and knows where a foreign one belongs.
/// </summary>
internal readonly record struct EntryId(Guid Mailbox, EntryKind Kind, ulong Number)
{
    private const int MailboxOffset = 4;
    private const int MailboxLength = 36;
    private const int KindOffset = MailboxOffset + MailboxLength;
    private const int NumberOffset = KindOffset + 1;
    private const int MarkOffset = NumberOffset + sizeof(ulong);
    private const int TotalLength = MarkOffset + sizeof(uint);

    /// <summary>Reads an id; null when it is malformed.</summary>
    public static EntryId? Parse(string text)
    {
        byte[] bytes = new byte[TotalLength];
        string standard = text.Replace('-', '/').Replace('_', '+');
        if (text.Contains('/', StringComparison.Ordinal)
            || text.Contains('+', StringComparison.Ordinal)
            || !Convert.TryFromBase64String(standard, bytes, out int length)
            || length != TotalLength
            || !Guid.TryParseExact(Encoding.ASCII.GetString(bytes, MailboxOffset, MailboxLength), "D", out Guid mailbox))
        {
            return null;
        }

        ulong number = BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(NumberOffset));
        EntryId id = new(mailbox, (EntryKind)bytes[KindOffset], number);
        return string.Equals(id.ToString(), text, StringComparison.Ordinal) ? id : null;
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[TotalLength];
        bytes[1] = 0x03;
        bytes[2] = 0x24;
        Encoding.ASCII.GetBytes(Mailbox.ToString("D"), bytes.AsSpan(MailboxOffset));
        bytes[KindOffset] = (byte)Kind;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(NumberOffset), Number);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(MarkOffset), Mark(bytes.AsSpan(0, MarkOffset)));
        return bytes;
    }

    public override string ToString() => Convert.ToBase64String(ToBytes()).Replace('/', '-').Replace('+', '_');

    /// <summary>FNV-1a: makes neighbouring ids differ in several characters and gives a changed letter away.</summary>
    private static uint Mark(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte value in bytes)
        {
            hash = unchecked((hash ^ value) * 16777619);
        }

        return hash;
    }
}
