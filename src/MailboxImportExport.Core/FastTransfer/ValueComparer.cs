using System;
using System.Buffers.Binary;
using System.IO;

namespace MailboxImportExport.FastTransfer;

/// <summary>Compares values a piece at a time, so that comparing two items of 150 MB takes no more memory than two small ones.</summary>
internal static class ValueComparer
{
    private const int PieceLength = 32 * 1024;
    private const int CountLength = 4;
    private static readonly byte[] Zero = [0, 0];

    /// <summary>Whether two values are the same. Texts are the same when their characters are, whatever code page they stand in.</summary>
    public static bool AreEqual(ItemProperty left, ItemProperty right)
    {
        WireType type = left.Wire;
        WireType other = right.Wire;
        if (type.Type != other.Type)
        {
            return false;
        }

        return type.Shape switch
        {
            ValueShape.SizedList => ListsAreEqual(left, right),
            ValueShape.Sized => ElementsAreEqual(Element.At(left.Payload, left.ValueOffset), type, Element.At(right.Payload, right.ValueOffset), other),
            ValueShape.FixedList => left.Length == right.Length && BytesAreEqual(left.Payload, left.ValueOffset + CountLength, right.Payload, right.ValueOffset + CountLength, left.Length),
            _ => BytesAreEqual(left.Payload, left.ValueOffset, right.Payload, right.ValueOffset, type.FixedLength),
        };
    }

    private static bool ListsAreEqual(ItemProperty left, ItemProperty right)
    {
        uint count = Count(left.Payload, left.ValueOffset);
        if (count != Count(right.Payload, right.ValueOffset))
        {
            return false;
        }

        uint leftPosition = left.ValueOffset + CountLength;
        uint rightPosition = right.ValueOffset + CountLength;
        for (uint index = 0; index < count; index++)
        {
            Element leftElement = Element.At(left.Payload, leftPosition);
            Element rightElement = Element.At(right.Payload, rightPosition);
            if (!ElementsAreEqual(leftElement, left.Wire, rightElement, right.Wire))
            {
                return false;
            }

            leftPosition = leftElement.End;
            rightPosition = rightElement.End;
        }

        return true;
    }

    private static bool ElementsAreEqual(Element left, WireType leftType, Element right, WireType rightType)
    {
        if (!leftType.IsText)
        {
            return left.Length == right.Length && BytesAreEqual(left.Payload, left.Start, right.Payload, right.Start, left.Length);
        }

        Element leftText = left.WithoutZero(leftType.CodePage);
        Element rightText = right.WithoutZero(rightType.CodePage);
        return leftType.CodePage == rightType.CodePage
            ? leftText.Length == rightText.Length && BytesAreEqual(left.Payload, left.Start, right.Payload, right.Start, leftText.Length)
            : TextsAreEqual(leftText, leftType.CodePage, rightText, rightType.CodePage);
    }

    private static bool BytesAreEqual(PayloadReader left, uint leftStart, PayloadReader right, uint rightStart, long length)
    {
        for (long done = 0; done < length; done += PieceLength)
        {
            int piece = (int)Math.Min(PieceLength, length - done);
            if (!left.Peek(leftStart + (uint)done, piece).SequenceEqual(right.Peek(rightStart + (uint)done, piece)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TextsAreEqual(Element left, int leftCodePage, Element right, int rightCodePage)
    {
        using StreamReader leftText = left.OpenText(leftCodePage);
        using StreamReader rightText = right.OpenText(rightCodePage);
        char[] leftPiece = new char[PieceLength];
        char[] rightPiece = new char[PieceLength];
        while (true)
        {
            int leftCount = leftText.ReadBlock(leftPiece, 0, PieceLength);
            int rightCount = rightText.ReadBlock(rightPiece, 0, PieceLength);
            if (!leftPiece.AsSpan(0, leftCount).SequenceEqual(rightPiece.AsSpan(0, rightCount)))
            {
                return false;
            }

            if (leftCount == 0)
            {
                return true;
            }
        }
    }

    private static uint Count(PayloadReader payload, uint position) => BinaryPrimitives.ReadUInt32LittleEndian(payload.Peek(position, CountLength));

    /// <summary>The bytes of a value, or of an element of a list, that begins with its count.</summary>
    private readonly record struct Element(PayloadReader Payload, uint Start, uint Length)
    {
        public uint End => Start + Length;

        public static Element At(PayloadReader payload, uint position)
        {
            uint count = Count(payload, position);
            return new Element(payload, position + CountLength, count == uint.MaxValue ? 0 : count);
        }

        /// <summary>The same without one closing NUL, which may be there or not.</summary>
        public Element WithoutZero(int codePage)
        {
            int unit = codePage is CodePages.Utf16 or CodePages.Utf16BigEndian ? Zero.Length : 1;
            bool hasZero = Length >= unit && Payload.Peek(End - (uint)unit, unit).SequenceEqual(Zero.AsSpan(0, unit));
            return hasZero ? this with { Length = Length - (uint)unit } : this;
        }

        public StreamReader OpenText(int codePage) => new(new ValueStream(Payload, Start, Length), CodePages.Get(codePage), detectEncodingFromByteOrderMarks: false);
    }
}
