using System;
using System.Buffers.Binary;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// Follows the elements of joined transfer buffers that come in pieces, and keeps the values of a few properties of the message
/// itself. Everything else is passed over by its length.
/// </summary>
internal sealed class IdentityElements
{
    private const int CountLength = 4;
    private const int LongestValue = 64 * 1024;

    // A list of texts begins with the length of its first text; one text in its place begins with two characters, which make a far larger number.
    private const uint LongestFirstText = 0xFFFF;

    private static readonly MapiPropertyId[] Wanted =
        [KnownProperties.SearchKey, KnownProperties.MessageClass, KnownProperties.Subject, KnownProperties.ClientSubmitTime, KnownProperties.MessageDeliveryTime];

    private readonly byte[]?[] _found = new byte[]?[Wanted.Length];
    private readonly WireType[] _types = new WireType[Wanted.Length];
    private byte[] _carry = new byte[64];
    private int _carried;
    private Step _step = Step.Head;
    private WireType _type;
    private long _skip;
    private uint _listLeft;
    private int _wanted = -1;
    private int _missing = Wanted.Length;
    private int _embedded;
    private bool _isInChild;
    private bool _isLost;

    private enum Step
    {
        Head,
        Value,
        Length,
        FixedCount,
        ListCount,
        TextOrFirst,
        Element,
    }

    /// <summary>Whether nothing further is of interest.</summary>
    public bool IsDone => _isLost || (_missing == 0 && _skip == 0);

    /// <summary>Takes the next bytes.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !IsDone)
        {
            bytes = _skip > 0 ? Pass(bytes) : _step == Step.Head ? TakeHead(bytes) : TakeCount(bytes);
        }
    }

    /// <summary>What was found.</summary>
    /// <param name="hasEnded">Whether the content ended where a frame ends.</param>
    public IdentityFields? Complete(bool hasEnded)
    {
        bool isWhole = _missing == 0 || (hasEnded && _step == Step.Head && _skip == 0 && _carried == 0);
        if (_isLost || !isWhole)
        {
            return null;
        }

        return new IdentityFields
        {
            SearchKey = _found[0],
            ItemClass = Text(1),
            Subject = Text(2),
            Sent = Time(3),
            Received = Time(4),
        };
    }

    private string? Text(int index) => _found[index] is byte[] bytes ? CodePages.Decode(_types[index].CodePage, bytes, bytes.Length) : null;

    private DateTimeOffset? Time(int index) => _found[index] is byte[] bytes ? MapiValue.Time(BinaryPrimitives.ReadInt64LittleEndian(bytes)) : null;

    // Bytes of a value: kept when it is wanted.
    private ReadOnlySpan<byte> Pass(ReadOnlySpan<byte> bytes)
    {
        int part = (int)Math.Min(_skip, bytes.Length);
        if (_wanted >= 0)
        {
            byte[] value = _found[_wanted]!;
            bytes.Slice(0, part).CopyTo(value.AsSpan(value.Length - (int)_skip));
        }

        _skip -= part;
        if (_skip == 0)
        {
            EndValue();
        }

        return bytes.Slice(part);
    }

    private void EndValue()
    {
        _missing -= _wanted >= 0 ? 1 : 0;
        _wanted = -1;
        _step = _listLeft > 0 ? Step.Element : Step.Head;
    }

    private ReadOnlySpan<byte> TakeHead(ReadOnlySpan<byte> bytes)
    {
        // What was carried over goes in front; a few bytes more each time, because a head is short.
        int fed = 0;
        if (_carried > 0)
        {
            fed = Carry(bytes);
        }

        ReadOnlySpan<byte> source = _carried > 0 ? _carry.AsSpan(0, _carried) : bytes;
        switch (ElementHead.Parse(source, out ElementHead head))
        {
            case ElementHead.Result.Whole:
                int before = _carried > 0 ? _carried - fed : 0;
                int used = head.Length - before;
                Begin(head);
                _carried = 0;
                return bytes.Slice(used);
            case ElementHead.Result.NeedMore:
                fed = _carried > 0 ? fed : Carry(bytes);
                return bytes.Slice(fed);
            default:
                _isLost = true;
                return default;
        }
    }

    private int Carry(ReadOnlySpan<byte> bytes)
    {
        int room = Math.Min(bytes.Length, ReadingLimits.HeadLength - _carried);
        if (_carried + room > _carry.Length)
        {
            Array.Resize(ref _carry, Math.Max(_carry.Length * 2, _carried + room));
        }

        bytes.Slice(0, room).CopyTo(_carry.AsSpan(_carried));
        _carried += room;
        return room;
    }

    private void Begin(in ElementHead head)
    {
        if (head.IsMarker)
        {
            Follow((StreamMarker)head.Tag);
            return;
        }

        _type = WireType.Of(head.Type);
        _wanted = _embedded == 0 && !_isInChild && !head.HasName ? IndexOf(head) : -1;
        switch (_type.Shape)
        {
            case ValueShape.Fixed:
                BeginValue(_type.FixedLength);
                break;
            case ValueShape.Sized:
                _step = Step.Length;
                break;
            case ValueShape.FixedList:
                _step = Step.FixedCount;
                break;
            case ValueShape.SizedList:
                _step = Step.ListCount;
                break;
            default:
                _isLost = true;
                break;
        }
    }

    private int IndexOf(in ElementHead head)
    {
        int id = (int)(head.Tag >> 16);
        int index = Array.FindIndex(Wanted, wanted => wanted.Tag == id);
        MapiPropertyType type = index switch { < 0 => default, 0 => MapiPropertyType.Binary, 1 or 2 => MapiPropertyType.String, _ => MapiPropertyType.Time };
        if (index < 0 || _type.Type != type || _found[index] is not null)
        {
            return -1;
        }

        _types[index] = _type;
        return index;
    }

    private void Follow(StreamMarker marker)
    {
        switch (marker)
        {
            case StreamMarker.StartEmbed:
                _embedded++;
                break;
            case StreamMarker.EndEmbed:
                _embedded = Math.Max(0, _embedded - 1);
                break;
            case StreamMarker.StartRecip or StreamMarker.NewAttach when _embedded == 0:
                _isInChild = true;
                break;
            case StreamMarker.EndToRecip or StreamMarker.EndAttach when _embedded == 0:
                _isInChild = false;
                break;
            default:
                _isLost = !StreamMarkers.IsOfItem(marker);
                break;
        }
    }

    private ReadOnlySpan<byte> TakeCount(ReadOnlySpan<byte> bytes)
    {
        int part = Math.Min(CountLength - _carried, bytes.Length);
        bytes.Slice(0, part).CopyTo(_carry.AsSpan(_carried));
        _carried += part;
        if (_carried == CountLength)
        {
            _carried = 0;
            Count(BinaryPrimitives.ReadUInt32LittleEndian(_carry));
        }

        return bytes.Slice(part);
    }

    private void Count(uint count)
    {
        switch (_step)
        {
            case Step.Length:
                BeginValue(count == uint.MaxValue ? 0 : count);
                break;
            case Step.FixedCount:
                BeginValue((long)count * _type.FixedLength);
                break;
            case Step.ListCount:
                _listLeft = count;
                _step = count == 0 ? Step.Head : _type.IsUncertainList ? Step.TextOrFirst : Step.Element;
                break;
            case Step.TextOrFirst when count > LongestFirstText:
                // What was taken for a count is the length of one text, of which four bytes have gone by.
                _isLost = _listLeft < CountLength;
                long rest = (long)_listLeft - CountLength;
                _listLeft = 0;
                BeginValue(rest);
                break;
            default:
                _listLeft--;
                BeginValue(count);
                break;
        }
    }

    private void BeginValue(long length)
    {
        _step = Step.Value;
        if (_wanted >= 0)
        {
            if (length > LongestValue)
            {
                _isLost = true;
                return;
            }

            _found[_wanted] = new byte[length];
        }

        _skip = length;
        if (length <= 0)
        {
            _skip = 0;
            EndValue();
        }
    }
}
