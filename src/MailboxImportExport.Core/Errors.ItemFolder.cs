using System;
using System.Collections.Generic;
using System.Globalization;
using MailboxImportExport.Model;

namespace MailboxImportExport;

internal static partial class Errors
{
    public static MailboxImportExportException ExportFolderNotFound(string path) => new(
        FailureKind.ExportFolderNotFound,
        $"'{path}' is not an export folder: it has no manifest.jsonl.",
        "Give the folder that was named with -DestinationPath.",
        path);

    public static MailboxImportExportException ExportFolderDamaged(string path, long offset, string reason) => new(
        FailureKind.ExportFolderDamaged,
        $"'{path}' is damaged at byte {offset.ToString(CultureInfo.InvariantCulture)}: {reason}.",
        "The items before that place are intact; export into a new folder to get the rest again.",
        path);

    public static MailboxImportExportException ExportFolderNewer(string path, int version) => new(
        FailureKind.ExportFolderDamaged,
        $"'{path}' has the format {version.ToString(CultureInfo.InvariantCulture)}, which this version of the module does not know.",
        "Update the module.",
        path);

    public static MailboxImportExportException ExportFolderInUse(string path, string owner) => new(
        FailureKind.ExportFolderInUse,
        $"Another process is writing to '{path}'{owner}.",
        "Wait for it, stop it, or export into another folder.",
        path);

    public static MailboxImportExportException SourceMailboxRequired(string path, IEnumerable<string> mailboxes) => new(
        FailureKind.SourceMailboxRequired,
        $"'{path}' holds several mailboxes: {string.Join(", ", mailboxes)}.",
        "Choose one with -SourceMailbox.",
        path);

    public static MailboxImportExportException SourceMailboxNotInFolder(string path, string mailbox, IEnumerable<string> mailboxes) => new(
        FailureKind.MailboxNotFound,
        $"'{path}' holds nothing of {mailbox}; it holds: {string.Join(", ", mailboxes)}.",
        null,
        mailbox);

    public static MailboxImportExportException DriveTooSmall(string path, long needed, long free) => new(
        FailureKind.FileNotWritable,
        FormattableString.Invariant($"The drive of '{path}' has {free:N0} bytes free, and about {needed:N0} are needed for what comes next. The export ends here."),
        "Free some space or choose another folder with -DestinationPath; what has been exported so far is kept, and the same line goes on from there.",
        path);

    /// <param name="path">The folder.</param>
    /// <param name="inner">What the system says.</param>
    /// <param name="bytes">Bytes that were to be written, where they are known.</param>
    public static MailboxImportExportException ExportFolderNotWritable(string path, Exception inner, long? bytes = null) => new(
        FailureKind.FileNotWritable,
        FormattableString.Invariant($"'{path}' cannot be written{(bytes is null ? string.Empty : FormattableString.Invariant($" ({bytes:N0} bytes were to be)"))}: {inner.Message}"),
        "Free some space or choose another folder with -DestinationPath; what has been exported so far is kept, and the same line goes on from there.",
        path,
        inner);

    public static MailboxImportExportException ExportFolderLost(string path, Exception inner) => new(
        FailureKind.FileNotWritable,
        $"'{path}' can no longer be read: {inner.Message}",
        "Connect the drive or the share again; what has been exported so far is kept, and the same line goes on from there.",
        path,
        inner);
}
