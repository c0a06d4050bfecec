using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>The permissions the emulated calls ask for, the least privileged one first.</summary>
internal static class GraphPermissions
{
    public static readonly Requirement ReadUsers = new(["User.Read.All", "User.ReadWrite.All"]);
    public static readonly Requirement ReadFolders = new(["MailboxFolder.Read", "MailboxFolder.ReadWrite"]);
    public static readonly Requirement WriteFolders = new(["MailboxFolder.ReadWrite"]);
    public static readonly Requirement ReadItems = new(["MailboxItem.Read"]) { Doubtful = ["MailboxItem.ReadWrite", "MailboxItem.ImportExport"] };
    public static readonly Requirement DeleteItems = new(["MailboxItem.ReadWrite"]);
    public static readonly Requirement ExportItems = new(["MailboxItem.Export", "MailboxItem.ImportExport"]);
    public static readonly Requirement ImportItems = new(["MailboxItem.ImportExport"]);

    /// <summary>Every delegated permission the sandbox knows.</summary>
    public static IReadOnlyList<string> AllScopes { get; } =
    [
        "User.Read",
        "User.Read.All",
        "MailboxFolder.Read",
        "MailboxFolder.ReadWrite",
        "MailboxItem.Read",
        "MailboxItem.ReadWrite",
        "MailboxItem.Export",
        "MailboxItem.ImportExport",
    ];

    /// <summary>Every application permission the sandbox knows, as an administrator would consent to it.</summary>
    public static IReadOnlyList<string> AllRoles { get; } =
    [
        "User.Read.All",
        "MailboxFolder.Read.All",
        "MailboxFolder.ReadWrite.All",
        "MailboxItem.Read.All",
        "MailboxItem.ReadWrite.All",
        "MailboxItem.Export.All",
        "MailboxItem.ImportExport.All",
    ];
}
