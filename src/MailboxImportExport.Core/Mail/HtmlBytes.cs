using System;
using System.Text;
using MailboxImportExport.FastTransfer;

namespace MailboxImportExport.Mail;

/// <summary>Decodes HTML that is stored as bytes.</summary>
internal static class HtmlBytes
{
    private const int HeadLength = 1024;
    private const string Charset = "charset=";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The HTML.</summary>
    /// <param name="bytes">As stored.</param>
    /// <param name="codePage">What the item says they are in; when it says nothing, the HTML itself, then UTF-8, then Western.</param>
    public static string Decode(byte[] bytes, int? codePage)
    {
        if (codePage is int named && CodePages.IsKnown(named))
        {
            return Text(CodePages.Get(named), bytes);
        }

        if (Declared(bytes) is Encoding declared)
        {
            return Text(declared, bytes);
        }

        try
        {
            return Text(StrictUtf8, bytes);
        }
        catch (DecoderFallbackException)
        {
            return Text(CodePages.Get(CodePages.Western), bytes);
        }
    }

    private static Encoding? Declared(byte[] bytes)
    {
        string head = Encoding.ASCII.GetString(bytes, 0, Math.Min(HeadLength, bytes.Length));
        int start = head.IndexOf(Charset, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        string name = head.Substring(start + Charset.Length).TrimStart('"', '\'', ' ');
        int end = name.IndexOfAny(['"', '\'', ' ', ';', '>', '/']);
        return end > 0 ? Polyfills.FindEncoding(name.Substring(0, end)) : null;
    }

    private static string Text(Encoding encoding, byte[] bytes) => encoding.GetString(bytes).TrimStart('\uFEFF').TrimEnd('\0');
}
