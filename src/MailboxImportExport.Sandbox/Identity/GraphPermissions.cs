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

    public static readonly Requirement ReadApplications
        = new(["Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"]);

    public static readonly Requirement WriteApplications
        = new(["Application.ReadWrite.All", "Directory.ReadWrite.All"]) { IsForAdministrators = true };

    public static readonly Requirement ReadRoles = new([.. ReadApplications.Permissions, "AppRoleAssignment.ReadWrite.All"]);

    public static readonly Requirement AssignRoles = new(["AppRoleAssignment.ReadWrite.All"]) { IsForAdministrators = true };
    public static readonly Requirement ReadGrants
        = new(["Directory.Read.All", "DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"]);

    public static readonly Requirement WriteGrants
        = new(["DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"]) { IsForAdministrators = true };

    private static readonly string[] OnDirectory
        = ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All", "Directory.Read.All"];

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
        .. OnDirectory,
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
        .. OnDirectory,
    ];
}
