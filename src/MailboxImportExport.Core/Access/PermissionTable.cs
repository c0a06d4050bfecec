using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Access;

/// <summary>The permissions that the module can need, the least privileged first.</summary>
/// <remarks>Microsoft Graph documentation, "Microsoft Graph permissions reference"; the grade of each fact is in docs/wire-contract.md.</remarks>
internal static class PermissionTable
{
    public const string ReadUsers = "User.Read.All";
    public const string ReadFolders = "MailboxFolder.Read.All";
    public const string WriteFolders = "MailboxFolder.ReadWrite.All";
    public const string ReadItems = "MailboxItem.Read.All";
    public const string WriteItems = "MailboxItem.ReadWrite.All";
    public const string ExportItems = "MailboxItem.Export.All";
    public const string ImportItems = "MailboxItem.ImportExport.All";
    public const string ReadApplications = "Application.Read.All";
    public const string WriteApplications = "Application.ReadWrite.All";
    public const string AssignRoles = "AppRoleAssignment.ReadWrite.All";

    public static IReadOnlyList<GraphPermission> All { get; } =
    [
        new()
        {
            Name = ReadFolders,
            Title = "Read all mailbox folders",
            DelegatedTitle = "Read your mailbox folders",
            Allows = "List folders with their names, classes and counts; no items.",
            DelegatedNeedsAdministrator = false,
            RoleId = new Guid("99280d24-a782-4793-93cc-0888549957f6"),
        },
        new()
        {
            Name = ReadItems,
            Title = "Read all mailbox items",
            DelegatedTitle = "Read your mailbox items",
            Allows = "List items with their class, size, times and extended properties, which may hold anything but the whole item.",
            DelegatedNeedsAdministrator = false,
            RoleId = new Guid("7d9f353d-a7bd-4fbb-822a-26d5dd39a3ce"),
        },
        new()
        {
            Name = ReadUsers,
            Title = "Read all users' full profiles",
            DelegatedTitle = "Read all users' full profiles",
            Allows = "Read the Exchange settings of users, where their mailbox ids are. A directory permission: it cannot be limited to some mailboxes.",
            DelegatedNeedsAdministrator = true,
            RoleId = new Guid("df021288-bdef-4463-88db-98f22de89214"),
        },
        new()
        {
            Name = WriteFolders,
            Title = "Read and write all mailbox folders",
            DelegatedTitle = "Read and write your mailbox folders",
            Allows = "List, create, rename and delete folders.",
            DelegatedNeedsAdministrator = false,
            RoleId = new Guid("fef87b92-8391-4589-9da7-eb93dab7dc8a"),
        },
        new()
        {
            Name = ExportItems,
            Title = "Export all mailbox items",
            DelegatedTitle = "Export your mailbox items",
            Allows = "Read items in full, as they are stored.",
        },
        new()
        {
            Name = WriteItems,
            Title = "Read and delete all mailbox items",
            DelegatedTitle = "Read and delete your mailbox items",
            Allows = "List items and delete them, also for good.",
            DelegatedNeedsAdministrator = true,
        },
        new()
        {
            Name = ImportItems,
            Title = "Back up, restore and modify all mailbox items",
            DelegatedTitle = "Back up, restore and modify your mailbox items",
            Allows = "Read items in full and write any item, with any sender and any date.",
            DelegatedNeedsAdministrator = true,
            RoleId = new Guid("76577085-e73d-4f1d-b26a-85fb33892327"),
            ScopeId = new Guid("df96e8a0-f4e1-4ecf-8d83-a429f822cbd6"),
        },
        new()
        {
            Name = ReadApplications,
            Title = "Read all applications",
            DelegatedTitle = "Read applications",
            Allows = "Read app registrations and service principals, that of Microsoft Graph with the ids of its permissions among them.",
            DelegatedNeedsAdministrator = true,
        },
        new()
        {
            Name = WriteApplications,
            Title = "Read and write all applications",
            DelegatedTitle = "Read and write all applications",
            Allows = "Register and change applications and service principals.",
            DelegatedNeedsAdministrator = true,
        },
        new()
        {
            Name = AssignRoles,
            Title = "Manage app permission grants and app role assignments",
            DelegatedTitle = "Manage app permission grants and app role assignments",
            Allows = "Give any application any application permission: whoever has it can become anything.",
            DelegatedNeedsAdministrator = true,
        },
    ];

    /// <summary>Finds a permission by the name of either of its forms.</summary>
    public static GraphPermission? Find(string name) => All.FirstOrDefault(
        p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || p.DelegatedName.Equals(name, StringComparison.OrdinalIgnoreCase));
}
