using System;
using System.Globalization;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>The id of an item in eight bytes; never zero, which stands for no item.</summary>
internal static class ItemIdHash
{
    private const string Format = "x16";

    public static ulong Of(string itemId) => Math.Max(1, TextDigest.Begin().Add(itemId).Sha256().First);

    public static string ToText(ulong hash) => hash.ToString(Format, CultureInfo.InvariantCulture);

    public static ulong? Parse(string? text)
        => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hash) && hash != 0 ? hash : null;
}
