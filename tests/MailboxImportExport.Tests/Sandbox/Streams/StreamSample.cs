using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.Sandbox.Streams;

namespace MailboxImportExport.Tests.Sandbox.Streams;

/// <summary>Reads the published stream samples.</summary>
internal static class StreamSample
{
    public static byte[] Read(string name)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name)).Trim();
        if (name.EndsWith(".hex", StringComparison.Ordinal))
        {
            return Convert.FromHexString(string.Concat(text.Where(char.IsAsciiHexDigit)));
        }

        // The authors cut the text anywhere: what does not fill a group of four at the end is no byte.
        return Convert.FromBase64String(text[..(text.Length / 4 * 4)]).Concat(Tail(text[(text.Length / 4 * 4)..])).ToArray();
    }

    /// <summary>The elements of the first transfer buffer, up to where the sample is cut off.</summary>
    public static IReadOnlyList<StreamElement> Elements(byte[] stream)
    {
        using MemoryStream source = new(stream);
        using PayloadStream payload = new(source, FrameReader.ReadAll(source));
        return Lex(payload);
    }

    /// <summary>The elements of bytes that have no frames around them.</summary>
    public static IReadOnlyList<StreamElement> BareElements(byte[] bytes)
    {
        using MemoryStream source = new(bytes);
        return Lex(source);
    }

    private static byte[] Tail(string rest) => rest.Length < 2 ? [] : Convert.FromBase64String(rest.PadRight(4, '='));

    private static List<StreamElement> Lex(Stream payload)
    {
        StreamLexer lexer = new(payload);
        List<StreamElement> elements = [];
        try
        {
            for (StreamElement? element = lexer.Read(); element is not null; element = lexer.Read())
            {
                elements.Add(element);
            }
        }
        catch (StreamFormatException)
        {
            // The samples stop in the middle of a property.
        }

        return elements;
    }
}
