using System;
using System.Buffers.Binary;

namespace MailboxImportExport.FastTransfer;

/// <summary>Cuts the joined transfer buffers into markers and properties. Values are measured, not read.</summary>
internal sealed class ElementLexer(PayloadReader payload, NameTable names, StreamWarnings warnings)
{
    private const int CountLength = 4;
    private const uint NoBytes = uint.MaxValue;

    // A server writes lists of texts in one way: where one was none, none is. It also keeps a hostile stream from having each of
    // its lists measured to the end in vain.
    private bool _hasNoUncertainLists;

    /// <summary>Where the next element begins; at the end, where reading stopped.</summary>
    public uint Position { get; private set; }

    /// <summary>Number of the name of the last element, when it has one.</summary>
    public int LastName { get; private set; }

    /// <summary>Reads an element.</summary>
    /// <returns>False at the end, or where nothing more can be read; the warnings say which.</returns>
    public bool TryRead(out StreamElement element)
    {
        element = default;
        uint offset = Position;
        if (offset == payload.Length)
        {
            return false;
        }

        switch (ElementHead.Parse(payload.Peek(offset, ReadingLimits.HeadLength), out ElementHead head))
        {
            case ElementHead.Result.NeedMore:
                return Stop(StreamWarningKind.PropertyCutOff, offset, FirstBytes(offset));
            case ElementHead.Result.Malformed:
                return Stop(StreamWarningKind.NameMalformed, offset, FirstBytes(offset));
        }

        uint value = offset + (uint)head.Length;
        if (head.IsMarker)
        {
            element = new StreamElement(offset, head.Tag, null, default, value, 0);
            Position = value;
            return true;
        }

        return TryReadProperty(head, offset, value, out element);
    }

    private bool TryReadProperty(in ElementHead head, uint offset, uint value, out StreamElement element)
    {
        element = default;
        WireType type = WireType.Of(head.Type);
        uint tag = head.Tag;
        if (type.Shape == ValueShape.Unknown)
        {
            return Stop(StreamWarningKind.UnknownType, offset, tag);
        }

        // Before the value is measured: that may look elsewhere, and the head is only a view.
        LastName = head.HasName ? names.NumberOf(head, offset) : -1;
        long length = Measure(ref type, value);
        if (length < 0)
        {
            return Stop(StreamWarningKind.PropertyCutOff, offset, tag);
        }

        Warn(type, offset, tag);
        element = new StreamElement(offset, tag, LastName < 0 ? null : names[LastName], type, value, (uint)length);
        Position = element.End;
        return true;
    }

    /// <summary>Bytes of a value with its counts; -1 when it goes on behind the end.</summary>
    private long Measure(ref WireType type, uint value)
    {
        switch (type.Shape)
        {
            case ValueShape.Fixed:
                return Fitting(value, type.FixedLength);
            case ValueShape.Sized:
                return MeasureSized(value);
            case ValueShape.FixedList:
                return Count(value) is uint count ? Fitting(value, CountLength + ((long)count * type.FixedLength)) : -1;
            default:
                return type.IsUncertainList ? MeasureUncertain(ref type, value) : MeasureList(value);
        }
    }

    // The number of the type may be that of a code page after all: a list that does not fit and a text that does, closing NUL included, is one.
    private long MeasureUncertain(ref WireType type, uint value)
    {
        long asList = _hasNoUncertainLists ? -1 : MeasureList(value);
        if (asList >= 0)
        {
            return asList;
        }

        long asText = MeasureSized(value);
        if (asText > CountLength && payload.Peek((uint)(value + asText - 1), 1)[0] == 0)
        {
            _hasNoUncertainLists = true;
            type = type.AsOneText();
            return asText;
        }

        return -1;
    }

    private long MeasureSized(uint value) => Count(value) is uint count ? Fitting(value, CountLength + (count == NoBytes ? 0L : count)) : -1;

    private long MeasureList(uint value)
    {
        if (Count(value) is not uint count || Fitting(value, CountLength + ((long)count * CountLength)) < 0)
        {
            return -1;
        }

        long end = (long)value + CountLength;
        for (uint index = 0; index < count; index++)
        {
            long element = end <= payload.Length ? MeasureSized((uint)end) : -1;
            if (element < 0)
            {
                return -1;
            }

            end += element;
        }

        return end - value;
    }

    private uint? Count(uint position)
        => payload.Length - position >= CountLength ? BinaryPrimitives.ReadUInt32LittleEndian(payload.Peek(position, CountLength)) : null;

    private long Fitting(uint value, long length) => length <= payload.Length - value ? length : -1;

    private uint FirstBytes(uint offset)
    {
        ReadOnlySpan<byte> bytes = payload.Peek(offset, sizeof(uint));
        return bytes.Length == sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;
    }

    private void Warn(WireType type, uint offset, uint tag)
    {
        if (type.IsGuess)
        {
            warnings.Add(StreamWarningKind.UnknownCodePage, payload.SourceOffset(offset), tag);
        }
        else if (type.Shape == ValueShape.Fixed && type.FixedLength == 0)
        {
            warnings.Add(StreamWarningKind.NullType, payload.SourceOffset(offset), tag);
        }
    }

    private bool Stop(StreamWarningKind kind, uint offset, uint detail)
    {
        warnings.Add(kind, payload.SourceOffset(offset), detail);
        return false;
    }
}
