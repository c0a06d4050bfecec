using System;
using System.Globalization;
using System.Text;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>The id of an item in eight bytes; never zero, which stands for no item.</summary>
internal static class ItemIdHash
{
    private const string Format = "x16";

    public static ulong Of(string itemId)
    {
        ulong first = BitConverter.ToUInt64(Polyfills.Sha256(Encoding.UTF8.GetBytes(itemId)), 0);
        return first == 0 ? 1 : first;
    }

    public static string ToText(ulong hash) => hash.ToString(Format, CultureInfo.InvariantCulture);

    public static ulong? Parse(string? text)
        => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hash) && hash != 0 ? hash : null;
}
