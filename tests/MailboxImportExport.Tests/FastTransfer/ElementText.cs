using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using MailboxImportExport.FastTransfer;

namespace MailboxImportExport.Tests.FastTransfer;

/// <summary>Elements in the form of the list of elements that stands beside the samples.</summary>
internal static class ElementText
{
    private const int ShownBytes = 24;
    private const int CountLength = 4;

    public static IReadOnlyList<string> Of(IEnumerable<StreamElement> elements, byte[] payload)
        => elements.Select(element => Of(element, payload.AsSpan((int)element.ValueOffset, (int)element.ValueLength))).ToList();

    private static string Of(StreamElement element, ReadOnlySpan<byte> value)
    {
        string offset = element.Offset.ToString(CultureInfo.InvariantCulture);
        if (element.IsMarker)
        {
            return $"{offset} MARK {element.Marker}";
        }

        string tag = $"{offset} PROP {element.WireId:X4}/{element.Tag & 0xFFFF:X4}";
        if (element.Type.Shape != ValueShape.Sized)
        {
            return $"{tag} {Convert.ToHexString(value).ToLowerInvariant()}";
        }

        ReadOnlySpan<byte> bytes = value[CountLength..];
        string shown = element.Type.IsText
            ? (element.Type.CodePage == CodePages.Utf16 ? Encoding.Unicode : Encoding.Latin1).GetString(bytes).TrimEnd('\0')
            : Convert.ToHexString(bytes[..Math.Min(ShownBytes, bytes.Length)]).ToLowerInvariant();
        return $"{tag} {bytes.Length}:{shown}".TrimEnd();
    }
}
