using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// The beginning of an element: a marker, or type and number of a property with the name behind it that numbers from 0x8000 on have.
/// </summary>
internal readonly ref struct ElementHead
{
    private const int TagLength = 4;
    private const int TypeBits = 16;
    private const int SetLength = 16;
    private const int NumberLength = 4;
    private const int CharacterLength = 2;
    private const int NameStart = TagLength + SetLength + 1;
    private const byte NamedByNumber = 0;
    private const byte NamedByText = 1;

    private readonly ReadOnlySpan<byte> _name;

    private ElementHead(uint tag, int length, ReadOnlySpan<byte> name)
    {
        Tag = tag;
        Length = length;
        _name = name;
    }

    /// <summary>The result of looking at bytes that may not be all.</summary>
    public enum Result
    {
        /// <summary>The head is there.</summary>
        Whole,

        /// <summary>It goes on behind the bytes that were given.</summary>
        NeedMore,

        /// <summary>It is no head, or one that is far too long.</summary>
        Malformed,
    }

    /// <summary>A marker, or the type in the lower half and the number in the upper.</summary>
    public uint Tag { get; }

    /// <summary>Bytes of the head.</summary>
    public int Length { get; }

    public bool IsMarker => StreamMarkers.Is(Tag);

    public ushort Type => (ushort)Tag;

    public ushort Id => (ushort)(Tag >> TypeBits);

    public bool HasName => _name.Length > 0;

    /// <summary>Looks for a head at the beginning of bytes.</summary>
    public static Result Parse(ReadOnlySpan<byte> bytes, out ElementHead head)
    {
        head = default;
        if (bytes.Length < TagLength)
        {
            return Result.NeedMore;
        }

        uint tag = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (tag >> TypeBits < MapiPropertyId.FirstNamed)
        {
            head = new ElementHead(tag, TagLength, default);
            return Result.Whole;
        }

        if (bytes.Length < NameStart)
        {
            return Result.NeedMore;
        }

        int length = bytes[NameStart - 1] switch
        {
            NamedByNumber => NameStart + NumberLength,
            NamedByText => TextEnd(bytes),
            _ => -1,
        };
        if (length < 0 || length > ReadingLimits.HeadLength)
        {
            return Result.Malformed;
        }

        if (length == 0 || length > bytes.Length)
        {
            return bytes.Length < ReadingLimits.HeadLength ? Result.NeedMore : Result.Malformed;
        }

        head = new ElementHead(tag, length, bytes.Slice(TagLength, length - TagLength));
        return Result.Whole;
    }

    /// <summary>The name of a named property.</summary>
    public MapiPropertyName Name()
    {
        Guid set = MemoryMarshal.Read<Guid>(_name);
        ReadOnlySpan<byte> rest = _name.Slice(SetLength + 1);
        return _name[SetLength] == NamedByNumber
            ? new MapiPropertyName(set, BinaryPrimitives.ReadUInt32LittleEndian(rest))
            : new MapiPropertyName(set, MemoryMarshal.Cast<byte, char>(rest.Slice(0, rest.Length - CharacterLength)).ToString());
    }

    /// <summary>Whether the name is this one, without making it.</summary>
    public bool IsNamed(MapiPropertyName name)
    {
        ReadOnlySpan<byte> rest = _name.Slice(SetLength + 1);
        return MemoryMarshal.Read<Guid>(_name) == name.PropertySet
            && (_name[SetLength] == NamedByNumber
                ? name.Number == BinaryPrimitives.ReadUInt32LittleEndian(rest)
                : MemoryMarshal.Cast<byte, char>(rest.Slice(0, rest.Length - CharacterLength)).SequenceEqual(name.Text.AsSpan()) && name.Text is not null);
    }

    /// <summary>Bytes of the head of a property with a name.</summary>
    public static int LengthOf(MapiPropertyName? name) => name switch
    {
        null => TagLength,
        { Text: string text } => NameStart + ((text.Length + 1) * CharacterLength),
        _ => NameStart + NumberLength,
    };

    /// <summary>Writes a head into bytes that are as many as <see cref="LengthOf"/> says.</summary>
    public static void Write(Span<byte> bytes, ushort type, ushort id, MapiPropertyName? name)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, ((uint)id << TypeBits) | type);
        if (name is null)
        {
            return;
        }

        name.PropertySet.ToByteArray().CopyTo(bytes.Slice(TagLength));
        bytes[NameStart - 1] = name.Text is null ? NamedByNumber : NamedByText;
        if (name.Number is uint number)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.Slice(NameStart), number);
            return;
        }

        // The last character stays what it is: the closing NUL.
        MemoryMarshal.AsBytes(name.Text.AsSpan()).CopyTo(bytes.Slice(NameStart));
    }

    // Behind the closing NUL; 0 when there is none yet.
    private static int TextEnd(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<char> characters = MemoryMarshal.Cast<byte, char>(bytes.Slice(NameStart, Math.Min(bytes.Length, ReadingLimits.HeadLength) - NameStart));
        int end = characters.IndexOf('\0');
        return end < 0 ? 0 : NameStart + ((end + 1) * CharacterLength);
    }
}
