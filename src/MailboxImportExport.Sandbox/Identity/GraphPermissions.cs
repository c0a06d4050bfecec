using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>The permissions the emulated calls ask for.</summary>
internal static class GraphPermissions
{
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
