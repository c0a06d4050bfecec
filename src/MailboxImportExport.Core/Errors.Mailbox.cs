using System.Collections.Generic;
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
        "Leave out -Archive, or enable the archive first.",
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

    public static MailboxImportExportException FilterRefused(string filter, string folder, MailboxServiceException inner) => new(
        FailureKind.FilterRefused,
        $"The service refuses to filter '{folder}' by {filter}: {inner.Message}",
        "Write OData on the properties of a mailboxItem, for example \"createdDateTime ge 2024-01-01\", or choose with the other parameters.",
        filter,
        inner);

    private static string Nearby(IEnumerable<string> names)
    {
        string list = string.Join(", ", names);
        return list.Length == 0 ? string.Empty : $" There is: {list}.";
    }
}
