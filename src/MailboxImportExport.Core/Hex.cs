using System.Globalization;

namespace MailboxImportExport;

/// <summary>Bytes as lower-case hexadecimal text, the form in which hashes are shown and kept.</summary>
internal static class Hex
{
    private const string Digits = "0123456789abcdef";

    /// <summary>The digit of a half byte.</summary>
    public static byte Digit(int half) => (byte)Digits[half];

    public static string Of(byte[] bytes)
    {
        char[] text = new char[bytes.Length * 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = Digits[bytes[i] >> 4];
            text[(2 * i) + 1] = Digits[bytes[i] & 0xF];
        }

        return new string(text);
    }

    /// <summary>Reads hexadecimal text, or null when it is none.</summary>
    public static byte[]? Parse(string? text)
    {
        if (text is null || text.Length % 2 != 0)
        {
            return null;
        }

        byte[] bytes = new byte[text.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(text.Substring(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }
}
