using System.Collections.Generic;
using System.Globalization;
using MailboxImportExport.Model;

namespace MailboxImportExport;

internal static partial class Errors
{
    public static MailboxImportExportException MailboxNotRecognized(string text) => new(
        FailureKind.MailboxNotRecognized,
        $"'{text}' does not name a mailbox.",
        "Give an address, an object id or an MBX: id, or pipe objects from Get-EXOMailbox, Get-Mailbox, Get-MgUser or Get-MailboxContentStore.",
        text);

    public static MailboxImportExportException ArchiveNotFound(string mailbox) => new(
        FailureKind.ArchiveNotFound,
        $"'{mailbox}' has no archive mailbox.",
        "Leave out -Archive (for a target: -TargetArchive), or enable the archive first.",
        mailbox);

    public static MailboxImportExportException NothingToComposeFrom(string mailbox) => new(
        FailureKind.MailboxNotFound,
        $"The mailbox id of '{mailbox}' cannot be composed: the object has no ExchangeGuid (with -Archive: no ArchiveGuid).",
        "Use Get-EXOMailbox -PropertySets Minimum,StatisticsSeed,Archive.",
        mailbox);

    public static MailboxImportExportException TenantUnknown(string mailbox) => new(
        FailureKind.TokenInvalid,
        $"The mailbox id of '{mailbox}' cannot be composed: the token does not name its tenant.",
        "Give the complete id: MBX:<ExchangeGuid>@<tenant id>.",
        mailbox);

    public static MailboxImportExportException FolderNotFound(string path, string mailbox, IEnumerable<string> nearby) => new(
        FailureKind.FolderNotFound,
        $"There is no folder '{path}' in {mailbox}.{Nearby(nearby)}",
        "List the folders with Get-MailboxContentFolder; a slash inside a name is written twice.",
        path);

    public static MailboxImportExportException FolderExists(string path, string mailbox) => new(
        FailureKind.FolderExists,
        $"There is already a folder '{path}' in {mailbox}.",
        "Add -Force to get it.",
        path);

    public static MailboxImportExportException FolderNameInvalid(string path) => new(
        FailureKind.ArgumentInvalid,
        $"'{path}' is not a path of a folder: a name in it is empty.",
        "Write for example 'Inbox/Projects'; a slash inside a name is written twice.",
        path);

    public static MailboxImportExportException FolderProtected(string path, string verb) => new(
        FailureKind.FolderProtected,
        $"'{path}' is a folder that every mailbox has, and is not {verb}.",
        "Choose a folder that a user made.",
        path);

    public static MailboxImportExportException ChangeTokenInvalid(System.Exception? inner) => new(
        FailureKind.ArgumentInvalid,
        "The text given with -DeltaToken is not a token of this module.",
        "Give the text that -DeltaTokenVariable left, unchanged; or leave it out and add -Delta to begin anew.",
        null,
        inner);

    public static MailboxImportExportException ChangeTokenOfOtherKind(string found, string wanted) => new(
        FailureKind.ArgumentInvalid,
        $"The token given with -DeltaToken is about {found}, not about {wanted}.",
        "Tokens of Get-MailboxItem and of Get-MailboxContentFolder are kept apart.");

    public static MailboxImportExportException NotWithChanges(IEnumerable<string> parameters) => new(
        FailureKind.ArgumentInvalid,
        $"-{string.Join(", -", parameters)} cannot be used with -Delta: the service tells all changes of a folder, and what is left out now would never be told again.",
        "Choose folders only, and filter what comes with Where-Object.");

    public static MailboxImportExportException FolderNotNamed(string mailbox) => new(
        FailureKind.ArgumentInvalid,
        $"{mailbox} was given, but no folder in it.",
        "Add -Folder, or pipe folders from Get-MailboxContentFolder.",
        mailbox);

    public static MailboxImportExportException FolderNotEmpty(string path, long items, int folders) => new(
        FailureKind.FolderNotEmpty,
        $"'{path}' is not empty: it holds {Counted(items, "item")} and {Counted(folders, "folder")}.",
        "Add -Recurse to remove the items to Recoverable Items and the folders with it.",
        path);

    public static MailboxImportExportException ItemHeld(string name, MailboxServiceException inner) => new(
        FailureKind.ItemHeld,
        $"'{name}' cannot be removed for good: it is on hold, under retention or protected, or the application lacks MailboxItem.ReadWrite.All. {inner.Message}",
        "Remove it with -DisposalType SoftDelete, or ask those who set the hold.",
        name,
        inner);

    public static MailboxImportExportException ItemWithoutFolder(string itemId) => new(
        FailureKind.ArgumentInvalid,
        $"The item '{itemId}' was given without its folder.",
        "Add -Folder, or pipe items from Get-MailboxItem.",
        itemId);

    public static MailboxImportExportException ItemsNotNamed(string mailbox) => new(
        FailureKind.ArgumentInvalid,
        $"{mailbox} was given, but no item in it: whole mailboxes are not emptied.",
        "Pipe items from Get-MailboxItem, or give -Folder and -ItemId.",
        mailbox);

    public static MailboxImportExportException PermanentMissing() => new(
        FailureKind.ConfirmationRequired,
        "Items removed with -DisposalType HardDelete are gone for good, and nobody can bring them back.",
        "Add -Permanent when this is meant.");

    public static MailboxImportExportException FilterRefused(string filter, string folder, MailboxServiceException inner) => new(
        FailureKind.FilterRefused,
        $"The service refuses to filter '{folder}' by {filter}: {inner.Message}",
        "Write OData on the properties of a mailboxItem, for example \"createdDateTime ge 2024-01-01\", or choose with the other parameters.",
        filter,
        inner);

    private static string Counted(long count, string thing) => string.Format(CultureInfo.InvariantCulture, count == 1 ? "{0:N0} {1}" : "{0:N0} {1}s", count, thing);

    private static string Nearby(IEnumerable<string> names)
    {
        string list = string.Join(", ", names);
        return list.Length == 0 ? string.Empty : $" There is: {list}.";
    }
}
