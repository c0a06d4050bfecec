using System;
using MailboxImportExport.Model;

namespace MailboxImportExport;

internal static partial class Errors
{
    public static MailboxImportExportException ImportJournalInUse(string path, string owner) => new(
        FailureKind.ImportJournalInUse,
        $"Another process is importing with the journal '{path}'{owner}.",
        "Wait for it or stop it; an import of other items may have a journal of its own, named with -JournalPath.",
        path);

    public static MailboxImportExportException ImportJournalDamaged(string path, Exception inner) => new(
        FailureKind.ImportJournalDamaged,
        $"'{path}' is not a journal of imports, or is damaged: {inner.Message}",
        "Name another with -JournalPath, or move it away: without it an import that was stopped with -ConflictAction Copy cannot be continued.",
        path,
        inner);

    public static MailboxImportExportException ImportJournalNewer(string path, int version) => new(
        FailureKind.ImportJournalDamaged,
        $"'{path}' has the format {version.ToString(System.Globalization.CultureInfo.InvariantCulture)}, which this version of the module does not know.",
        "Update the module, or name another journal with -JournalPath.",
        path);

    public static MailboxImportExportException ImportJournalNotWritable(string path, Exception inner) => new(
        FailureKind.FileNotWritable,
        $"The journal '{path}' cannot be written: {inner.Message}",
        "Free some space, or name another place with -JournalPath; what was imported so far is in it, and the same line goes on from there.",
        path,
        inner);
}
