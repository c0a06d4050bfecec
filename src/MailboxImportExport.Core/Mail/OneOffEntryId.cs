using System;
using System.Runtime.InteropServices;
using System.Text;
using MailboxImportExport.FastTransfer;

namespace MailboxImportExport.Mail;

/// <summary>An entry id that is an address written out ("[MS-OXCDATA]: Data Structures", one-off EntryID structure).</summary>
internal static class OneOffEntryId
{
    private const int ProviderOffset = 4;
    private const int FlagsOffset = 22;
    private const int TextOffset = 24;
    private const int UnicodeBit = 0x8000;
    private static readonly Guid Provider = new("A41F2B81-A3BE-1910-9D6E-00DD010F5402");

    /// <summary>The SMTP address in it, or null.</summary>
    public static string? SmtpAddress(byte[]? entryId)
    {
        if (entryId is null || entryId.Length <= TextOffset || MemoryMarshal.Read<Guid>(entryId.AsSpan(ProviderOffset)) != Provider)
        {
            return null;
        }

        bool isUnicode = ((entryId[FlagsOffset] | (entryId[FlagsOffset + 1] << 8)) & UnicodeBit) != 0;
        Encoding encoding = isUnicode ? Encoding.Unicode : CodePages.Get(CodePages.Western);
        string[] parts = encoding.GetString(entryId, TextOffset, entryId.Length - TextOffset).Split('\0');
        return parts.Length >= 3 && parts[1].Equals("SMTP", StringComparison.OrdinalIgnoreCase) ? parts[2] : null;
    }
}
