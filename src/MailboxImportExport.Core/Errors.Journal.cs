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

    public static MailboxImportExportException ImportJournalForeign(string path) => new(
        FailureKind.ImportJournalDamaged,
        $"'{path}' is not a journal of imports. It was not changed, and nothing that belongs into it has been imported.",
        "Name a file with -JournalPath that is a journal, or one that does not exist yet.",
        path);

    public static MailboxImportExportException ImportJournalNotOpened(string path, Exception inner) => new(
        FailureKind.FileNotWritable,
        $"The journal '{path}' says what has been imported already, and cannot be opened for writing: {inner.Message} Nothing that belongs into it has been imported.",
        "Make the file and its folder writable. Another journal, named with -JournalPath, would not know what is in this one.",
        path,
        inner);

    public static MailboxImportExportException ImportJournalNotTakenIn(string path, string other) => new(
        FailureKind.ImportJournalInUse,
        $"What was imported while '{path}' could not be written stands in '{other}', which another run uses or which is damaged. Nothing that belongs into it has been imported.",
        "Wait for the other run. Where there is none, give that file with -JournalPath.",
        path);

    public static MailboxImportExportException ReplaceNotProven() => new(
        FailureKind.ConfirmationRequired,
        "-ConflictAction Replace updates items in place, and what an update does to the rest of an item, whether it replaces all of it or only what is sent, is not documented and was not seen in a live tenant yet. Nothing has been imported.",
        "Try it on a test mailbox with -Force; each version that is replaced is exported first, beside the journal.");

    public static MailboxImportExportException ReplacedItemHasNoPlace(string name) => new(
        FailureKind.ItemNotImported,
        $"{name} was not imported: there is no place to keep the version that it would replace.",
        "Name a place with -JournalPath; what is replaced is kept beside the journal.",
        name);

    public static MailboxImportExportException ItemNotKept(string name, Exception? inner) => new(
        FailureKind.ItemNotImported,
        $"{name} was not imported: the version that it would replace could not be exported first ({inner?.Message ?? "the service did not give it"}). Nothing was replaced.",
        "Run the same line again.",
        name,
        inner);

    public static MailboxServiceException ItemNotReplaced(string name, ServiceFault fault) => new(
        FailureKind.ItemNotImported,
        $"The service refused to replace an item by {name} ({fault.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture)} {fault.Code}: {fault.Message}): it was changed or removed meanwhile, or the service wants its change key in another form. It is as it was.",
        "Run the same line again; if that does not help, import beside it with -ConflictAction Copy.",
        name,
        fault);

    public static MailboxImportExportException ImportJournalNotWritable(string path, Exception inner) => new(
        FailureKind.FileNotWritable,
        $"The journal '{path}' cannot be written: {inner.Message}",
        "Free some space, or name another place with -JournalPath; what was imported so far is in it, and the same line goes on from there.",
        path,
        inner);
}
