using System;
using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport;

internal static partial class Errors
{
    public static MailboxImportExportException CommandNotKnown(string name) => new(
        FailureKind.NameNotKnown,
        $"This module has no command '{name}'.",
        "List the commands with: Get-Command -Module MailboxImportExport.",
        name);

    public static MailboxImportExportException PermissionNotKnown(string name, IEnumerable<string> known) => new(
        FailureKind.NameNotKnown,
        $"'{name}' is not a permission that this module can use.",
        $"There is: {string.Join(", ", known)}.",
        name);

    public static MailboxImportExportException AccessAllowed(string mailbox, IEnumerable<string> calls) => new(
        FailureKind.AccessNotDenied,
        $"{mailbox} should be out of reach, and these calls are allowed on it: {string.Join(", ", calls)}.",
        "Look for application permissions of Microsoft Graph that are still consented in Entra: they hold for every mailbox, whatever the scope in Exchange says.",
        mailbox);

    public static MailboxImportExportException NothingDenied(string mailbox) => new(
        FailureKind.AccessNotDenied,
        $"Nothing proves that {mailbox} is out of reach: no call on it was refused, and none was allowed.",
        "Give a mailbox that exists, by its address, its MBX: id or an object with an ExchangeGuid.",
        mailbox);

    public static MailboxImportExportException ForeignMailbox(string mailbox, string? user) => new(
        FailureKind.DelegatedMailboxRefused,
        $"{user ?? "The signed-in user"} reaches only the own mailbox and its archive, whatever rights the user has on {mailbox}: shared mailboxes and those of others are refused to users.",
        "Connect as an application: Connect-MailboxImportExport -TenantId <tenant> -ClientId <client id> -CertificateThumbprint <thumbprint>, or -ManagedIdentity.",
        mailbox);

    public static MailboxImportExportException PermissionNotOffered(string permission) => new(
        FailureKind.PermissionNotOffered,
        $"Microsoft Graph does not offer the application permission '{permission}' in this tenant.",
        "The API exists in the global cloud only, and reaches tenants one after the other.",
        permission);

    public static MailboxImportExportException ApplicationExists(string displayName, string? clientId) => new(
        FailureKind.ApplicationExists,
        $"There is already an application '{displayName}' ({clientId}).",
        "Give it permissions with Grant-MailboxImportExportAccess, choose another name, or add -Force to register another of that name.",
        displayName);

    public static MailboxImportExportException PrincipalNotFound(string identity) => new(
        FailureKind.PrincipalNotFound,
        $"There is no application and no managed identity '{identity}' in this tenant.",
        "Give the client id, or the object id of the enterprise application or managed identity.",
        identity);

    public static MailboxImportExportException PrincipalAmbiguous(string identity, IEnumerable<string?> clientIds) => new(
        FailureKind.ApplicationExists,
        $"There are several service principals '{identity}': {string.Join(", ", clientIds)}.",
        "Give the client id of the one that is meant.",
        identity);

    public static MailboxImportExportException ReportNotWritable(string path, Exception inner) => new(
        FailureKind.FileNotWritable,
        $"The report '{path}' cannot be written: {inner.Message}",
        "Give another file with -Path; the findings are in the pipeline as well.",
        path,
        inner);
}
