using System.Globalization;
using MailboxImportExport.Model;

namespace MailboxImportExport;

internal static partial class Errors
{
    public static MailboxImportExportException ItemUnreadable(string name, string reason, long offset) => new(
        FailureKind.ItemUnreadable,
        $"{name} cannot be read as an exported item: {reason} (byte {offset.ToString(CultureInfo.InvariantCulture)}).",
        "Reading is best effort; importing and restoring do not depend on it.",
        name);
}
