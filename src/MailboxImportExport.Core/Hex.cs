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
            int high = Digit(text[2 * i]);
            int low = Digit(text[(2 * i) + 1]);
            if (high < 0 || low < 0)
            {
                return null;
            }

            bytes[i] = (byte)((high << 4) | low);
        }

        return bytes;
    }

    private static int Digit(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => -1,
    };
}
