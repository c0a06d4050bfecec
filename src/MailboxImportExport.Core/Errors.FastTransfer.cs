using System;
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

    public static MailboxImportExportException AttachmentNotSaved(string name, string folder, Exception inner) => new(
        FailureKind.FileNotWritable,
        $"The attachment '{name}' cannot be saved in '{folder}': {inner.Message}",
        "Free some space, or choose another folder with -DestinationPath.",
        folder,
        inner);

    public static MailboxImportExportException NotReadable(string what) => new(
        FailureKind.ArgumentInvalid,
        $"'{what}' is no exported item.",
        "Pipe items from Export-MailboxItem or files from Get-ChildItem, or name files or an export folder with -Path.",
        what);
}
