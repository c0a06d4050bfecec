using System;
using System.Collections.Generic;
using System.Globalization;
using MailboxImportExport.Model;

namespace MailboxImportExport;

internal static partial class Errors
{
    public static MailboxImportExportException ItemCorrupt(string name, string reason) => new(
        FailureKind.ItemCorrupt,
        $"The content of {name} is not what was exported: {reason}. It was not imported.",
        "Export the item again.",
        name);

    public static MailboxImportExportException ImportNotSent(string name, Exception inner) => new(
        FailureKind.ItemNotImported,
        $"The line broke again and again while {name} was being sent ({Reason(inner)}): it was not imported.",
        "Import it again; where the line is slow, with fewer mailboxes side by side.",
        name,
        inner);

    public static MailboxImportExportException ImportOutcomeUnknown(string name, Exception inner) => new(
        FailureKind.ItemNotImported,
        $"The answer to the import of {name} was lost ({Reason(inner)}): the item may have been imported.",
        "Run the same line again: it looks for the item first. Where there is no journal and copies are made, look into the target folder.",
        name,
        inner)
    {
        IsOutcomeUnknown = true,
    };

    public static MailboxServiceException TargetFull(string mailbox, string name, long bytes, long? open, ServiceFault fault) => new(
        FailureKind.MailboxFull,
        FormattableString.Invariant($"{mailbox} is full: {name} needs {bytes:N0} bytes{(open is null ? string.Empty : FormattableString.Invariant($", and what is still to come about {open:N0}"))} ({fault.Code ?? fault.StatusCode.ToString(CultureInfo.InvariantCulture)}: {fault.Message}). Nothing more is imported into it."),
        "Make room or raise the quota, then run the same line again.",
        mailbox,
        fault);

    public static MailboxServiceException ItemNotExported(string itemId, ServiceFault fault) => new(
        FailureKind.ItemNotExported,
        $"The service could not export the item {itemId} ({fault.Code}: {fault.Message}).",
        fault.Code == "ErrorInvalidIdMalformed"
            ? "Give the id as Get-MailboxItem writes it; ids of other programs have another form."
            : "Open the item in Outlook to see whether it is damaged; export it again alone.",
        itemId,
        fault);

    public static MailboxServiceException ItemGone(string itemId, ServiceFault fault) => new(
        FailureKind.ItemNotFound,
        $"The item {itemId} is no longer there ({fault.Code}: {fault.Message}).",
        "It was moved or deleted since it was listed; list the folder again.",
        itemId,
        fault);

    public static MailboxImportExportException ItemOmitted(string itemId, int times) => new(
        FailureKind.ItemOmitted,
        $"The service left the item {itemId} out of its answers {times.ToString(CultureInfo.InvariantCulture)} times without a reason.",
        "Export it again later, alone.",
        itemId);

    public static MailboxImportExportException LogNotWritable(string path, Exception inner) => new(
        FailureKind.FileNotWritable,
        $"The log '{path}' cannot be written: {inner.Message}",
        "Nothing is done that cannot be logged. Free some space, or name another file with -LogPath; two processes cannot write to the same one.",
        path,
        inner);

    public static MailboxImportExportException RunPartial(string command, int partial, int mailboxes) => new(
        FailureKind.RunPartial,
        $"{command}: {partial.ToString(CultureInfo.InvariantCulture)} of {mailboxes.ToString(CultureInfo.InvariantCulture)} mailboxes are PARTIAL.",
        "The summaries and warnings say what is missing; run the same line again to go on.");

    public static MailboxImportExportException TimeOverAtStart(TimeSpan length) => new(
        FailureKind.RunPartial,
        $"The time of -MaxDuration ({length.ToString("c", CultureInfo.InvariantCulture)}) was over before the first item: finding the target, or looking at what an earlier run has left, took as long. Nothing has been transferred.",
        "Run the same line again with more time; an export with -Verify reads every file of its folder first.");

    public static MailboxImportExportException TargetMissing() => new(
        FailureKind.TargetMissing,
        "No target was given.",
        "Name the mailbox to write to with -TargetMailbox, or give -ImportSession; a target is never taken from the pipeline.");

    public static MailboxImportExportException TargetFolderMissing(string name) => new(
        FailureKind.TargetMissing,
        $"Nothing is known of the folder that {name} came from.",
        "Name the folder to import into with -TargetFolder.",
        name);

    public static MailboxImportExportException PlaceNotFound(string path, string mailbox) => new(
        FailureKind.FolderNotFound,
        $"There is no folder '{path}' in {mailbox}.",
        "Add -CreateFolder, or name another folder with -TargetFolder.",
        path);

    /// <summary>The one folder that everything was to go into is not there.</summary>
    public static MailboxImportExportException TargetFolderNotFound(string path, string mailbox, IEnumerable<string> nearby) => new(
        FailureKind.TargetFolderNotFound,
        $"There is no folder '{path}' in {mailbox}.{Nearby(nearby)}",
        "Add -CreateFolder, or name another folder with -TargetFolder; a slash inside a name is written twice.",
        path);

    public static MailboxImportExportException TargetFolderNotMade(string path, string mailbox, MailboxServiceException inner) => new(
        FailureKind.FolderNotFound,
        $"There is no folder '{path}' in {mailbox}, and it could not be made: {inner.Message}",
        "Making folders needs MailboxFolder.ReadWrite.All; where that is given, make the folder by hand or name another with -TargetFolder.",
        path,
        inner);

    public static MailboxImportExportException ImportSessionForeign(string mailbox) => new(
        FailureKind.ImportSessionInvalid,
        $"The import session of {mailbox} was opened through another connection.",
        "Use the connection that opened it, or open a new one with New-MailboxImportSession.",
        mailbox);

    public static MailboxImportExportException ImportSessionMailbox(string session, string target) => new(
        FailureKind.ImportSessionInvalid,
        $"The import session is for {session}, not for {target}.",
        "Leave out -TargetMailbox when -ImportSession is given.",
        session);

    public static MailboxImportExportException ContentReleased(string name) => new(
        FailureKind.ContentReleased,
        $"The content of {name} is no longer held: the command that took it has finished with it, or the connection was closed.",
        "Export it again, or export to a folder with -DestinationPath.",
        name);

    public static MailboxImportExportException ContentInUse(string name) => new(
        FailureKind.ContentInUse,
        $"The content of {name} is being used by another command.",
        "Give each exported item to one command at a time.",
        name);

    public static MailboxImportExportException SpoolFull(long limit) => new(
        FailureKind.SpoolFull,
        $"Exported content fills the spool limit of {(limit / (1024 * 1024)).ToString(CultureInfo.InvariantCulture)} MB and no running command is taking it.",
        "Pipe straight into Import-MailboxItem, export to a folder with -DestinationPath, or raise -SpoolLimit.");

    public static MailboxImportExportException SpoolTooSmall(long limit) => new(
        FailureKind.SpoolFull,
        $"An item is larger than the spool limit of {(limit / (1024 * 1024)).ToString(CultureInfo.InvariantCulture)} MB.",
        "Raise -SpoolLimit, or export to a folder with -DestinationPath.");

    public static MailboxImportExportException ConsumerFailed(Exception failure)
    {
        MailboxImportExportException? known = failure as MailboxImportExportException;
        return new(
            known?.Kind ?? FailureKind.Unexpected,
            $"The command that takes the exported items has failed: {failure.Message}",
            null,
            known?.Target,
            failure);
    }

    public static MailboxImportExportException SpoolNotWritable(string path, Exception inner) => new(
        FailureKind.FileNotWritable,
        $"Exported content cannot be kept in '{path}': {inner.Message}",
        "Free some space, or choose another folder with -SpoolPath.",
        path,
        inner);

    public static MailboxImportExportException TemporaryFileNotWritable(string folder, Exception inner) => new(
        FailureKind.FileNotWritable,
        $"What the run has to remember cannot be kept in '{folder}': {inner.Message}",
        "Free some space there, or name another folder for temporary files (TEMP on Windows, TMPDIR elsewhere).",
        folder,
        inner);

    public static MailboxImportExportException PathNotFileSystem(string path) => new(
        FailureKind.PathNotFileSystem,
        $"'{path}' does not lie in the file system.",
        "Give a path of a file or folder.",
        path);

    public static MailboxImportExportException NothingAtPath(string path) => new(
        FailureKind.FileNotReadable,
        $"There is nothing at '{path}'.",
        "Check the path; -Path takes wildcards, -LiteralPath takes every character as it is.",
        path);

    public static MailboxImportExportException NotImportable(string what) => new(
        FailureKind.ArgumentInvalid,
        $"'{what}' cannot be imported.",
        "Pipe items from Export-MailboxItem or files from Get-ChildItem, or name files or an export folder with -Path.",
        what);

    public static MailboxImportExportException FileNotReadable(string path, Exception inner) => new(
        FailureKind.FileNotReadable,
        $"The file '{path}' cannot be read: {inner.Message}",
        null,
        path,
        inner);

    public static MailboxImportExportException ContentNotReadable(string name, Exception inner) => new(
        FailureKind.FileNotReadable,
        $"The content of {name} cannot be read: {inner.Message}",
        null,
        name,
        inner);

    public static MailboxImportExportException ConfirmationRequired() => new(
        FailureKind.ConfirmationRequired,
        "Items may go into more than one mailbox, and it was not confirmed that this is meant. Nothing has been imported.",
        "Add -Force where nobody can be asked.");

    public static MailboxImportExportException TargetAmbiguous() => new(
        FailureKind.ArgumentInvalid,
        "More than one target was given.",
        "Give one of -TargetMailbox (a single mailbox), -ImportSession and -InPlace.");

    public static MailboxImportExportException TargetArchiveMeaningless() => new(
        FailureKind.ArgumentInvalid,
        "-TargetArchive is about -TargetMailbox, and none was given: a session has its mailbox, and -InPlace uses the one that an item came from.",
        "Leave -TargetArchive out, or name the mailbox with -TargetMailbox.");

    public static MailboxImportExportException MovedItemChanged(string name) => new(
        FailureKind.ItemNotMoved,
        $"'{name}' was changed after it was exported: it stays in the source, and the target has the earlier version.",
        "Run the same line again; what then differs in the target is left for you to compare.",
        name);

    public static MailboxImportExportException MovedItemNotFound(string name) => new(
        FailureKind.ItemNotMoved,
        $"'{name}' is not any more where it was exported from: its owner has moved or deleted it meanwhile. The target has what was exported.",
        "Run the same line again: what is in another folder now is moved from there.",
        name);

    public static MailboxImportExportException MovedItemNotRemoved(string name) => new(
        FailureKind.ItemNotMoved,
        $"'{name}' could not be removed from the source: the service let the call wait again and again. It stays there, and the target has it too.",
        "Run the same line again later: what the target has is not copied once more.",
        name);

    public static MailboxImportExportException CopyDiffers(string name, IReadOnlyList<string> properties) => new(
        FailureKind.ItemNotMoved,
        $"The copy of '{name}' that the target has is another one ({string.Join(", ", properties)}): the item stays in the source.",
        "Compare the two with Compare-FastTransfer and remove the one that is not wanted, or move with -ConflictAction Copy.",
        name);

    public static MailboxImportExportException CopyNotProven(string name, Exception inner) => new(
        FailureKind.ItemNotMoved,
        $"The copy of '{name}' in the target could not be read back ({inner.Message}): the item stays in the source.",
        "Run the same line again: what the target has is not copied once more.",
        name,
        inner);

    public static MailboxImportExportException CopyChanged(string name) => new(
        FailureKind.ItemNotMoved,
        $"The copy of '{name}' in the target was changed after it had been compared: the item stays in the source.",
        "Run the same line again: what the target has is compared again, and not copied once more.",
        name);

    public static MailboxImportExportException CopyNotFound(string name) => new(
        FailureKind.ItemNotMoved,
        $"The copy of '{name}' cannot be told among the items of the target: the item stays in the source.",
        "Run the same line again.",
        name);

    public static MailboxImportExportException CopyShared(string name) => new(
        FailureKind.ItemNotMoved,
        $"The copy of '{name}' that was found in the target is that of another item of this run as well: the item stays in the source.",
        "Look whether the target has both. If it has one only, move this item with -ConflictAction Copy, which gives it a copy of its own.",
        name);

    public static MailboxImportExportException MoveNotConfirmed() => new(
        FailureKind.ConfirmationRequired,
        "-Move removes items from the source, and it was not confirmed that this is meant. Nothing has been copied.",
        "Add -Force where nobody can be asked.");

    public static MailboxImportExportException TargetNotOne() => new(
        FailureKind.ArgumentInvalid,
        "More than one target was given.",
        "Give a single mailbox with -TargetMailbox.");

    public static MailboxImportExportException ItemsToCopyNotNamed(string mailbox) => new(
        FailureKind.ArgumentInvalid,
        $"{mailbox} was given, but no item in it.",
        "Pipe items from Get-MailboxItem, or give -ItemId; whole mailboxes and folders are copied by Copy-MailboxContent.",
        mailbox);

    public static MailboxImportExportException ContentNotNamed(string item) => new(
        FailureKind.ArgumentInvalid,
        $"The item '{item}' was given where a mailbox or a folder is copied.",
        "Use Copy-MailboxItem for items.",
        item);

    public static MailboxImportExportException SourcesShareTarget(string first, string second) => new(
        FailureKind.ArgumentInvalid,
        $"{first} and {second} would be copied into the same folders, where nobody could tell them apart. Nothing has been copied.",
        "Give each mailbox a folder of its own, for example -TargetFolder 'From {name}', or copy them one by one.",
        second);

    public static MailboxImportExportException CopyIntoItself(string mailbox) => new(
        FailureKind.ArgumentInvalid,
        $"{mailbox} would be copied into itself, each folder into the same one.",
        "Name another mailbox with -TargetMailbox, its archive with -TargetArchive, or a folder with -TargetFolder.",
        mailbox);

    public static MailboxImportExportException TooManyRefusals(int mailboxes, MailboxImportExportException last) => new(
        FailureKind.TooManyRefusals,
        $"{mailboxes.ToString(CultureInfo.InvariantCulture)} mailboxes in a row refused this application and nothing was done. The last answer: {last.Message}",
        "Check the permissions and the scope of the application with one mailbox first.",
        null,
        last);
}
