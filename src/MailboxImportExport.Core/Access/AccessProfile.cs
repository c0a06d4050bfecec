using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Access;

/// <summary>Which permissions an application is given: by what it is for, or one by one.</summary>
internal static class AccessProfile
{
    /// <summary>The permissions of a use, the least privileged first.</summary>
    public static IReadOnlyList<string> PermissionsOf(string profile) => profile switch
    {
        "Restore" => [PermissionTable.ReadUsers, PermissionTable.WriteFolders, PermissionTable.ImportItems],
        "Copy" => [PermissionTable.ReadItems, PermissionTable.ReadUsers, PermissionTable.WriteFolders, PermissionTable.ImportItems],
        _ => [PermissionTable.ReadFolders, PermissionTable.ReadItems, PermissionTable.ReadUsers, PermissionTable.ExportItems],
    };

    /// <summary>Checks names that a user wrote and gives them as they are written in Graph.</summary>
    /// <exception cref="Model.MailboxImportExportException">A name is not that of a permission for applications that use mailboxes.</exception>
    public static IReadOnlyList<string> Checked(IEnumerable<string> names) => names.Select(Check).Distinct(StringComparer.Ordinal).ToList();

    // Directory permissions other than reading users are for administrators: an application for mailboxes never gets them from here.
    private static string Check(string name) => Usable().FirstOrDefault(p => p.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw Errors.PermissionNotKnown(name, Usable());

    private static IEnumerable<string> Usable() => PermissionTable.All.Select(static p => p.Name).Where(static n => n == PermissionTable.ReadUsers || GraphPermission.IsOfMailboxes(n));
}
