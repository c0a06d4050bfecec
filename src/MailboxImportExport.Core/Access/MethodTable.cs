using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>The calls of the API with their permissions: the one table behind the list of permissions, the access test and the documents.</summary>
/// <remarks>Permission tables of the pages of the mailbox import and export API; docs/wire-contract.md has the grade of each row.</remarks>
internal static class MethodTable
{
    private const string Mailbox = "/admin/exchange/mailboxes/{mailbox}";
    private const string ArchivesOnBeta = "Archive mailboxes are answered by beta only.";

    public static ServiceMethod Settings { get; } = new("Get Exchange settings", "GET", "/users/{user}/settings/exchange", PermissionTable.ReadUsers, ["User.ReadWrite.All"])
    {
        NoteOnV1 = "Without the id of the archive.",
        NoteOnBeta = "With the id of the in-place archive.",
    };

    public static ServiceMethod ListFolders { get; } = Read("List folders", Mailbox + "/folders");

    public static ServiceMethod CreateFolder { get; } = Write("Create folder", "POST", Mailbox + "/folders");

    public static ServiceMethod ListItems { get; } = ReadItems("List items", Mailbox + "/folders/{folder}/items");

    public static ServiceMethod DeleteItem { get; } = new("Delete item", "DELETE", Mailbox + "/folders/{folder}/items/{item}?disposalType={softDelete | hardDelete}", PermissionTable.WriteItems, []);

    public static ServiceMethod ExportItems { get; } = new("Export items", "POST", Mailbox + "/exportItems", PermissionTable.ExportItems, [PermissionTable.ImportItems])
    {
        NoteOnV1 = ArchivesOnBeta,
    };

    public static ServiceMethod CreateImportSession { get; } = new("Create import session", "POST", Mailbox + "/createImportSession", PermissionTable.ImportItems, [])
    {
        NoteOnV1 = ArchivesOnBeta,
    };

    public static ServiceMethod ImportItem { get; } = new("Import item", "POST", "{importUrl}", null, [])
    {
        NoteOnV1 = "On outlook.office365.com, below /api/gv1.0; the link of the session is the authorization.",
        NoteOnBeta = "On outlook.office365.com, below /api/gbeta; the link of the session is the authorization.",
    };

    public static IReadOnlyList<ServiceMethod> All { get; } =
    [
        Settings,
        ListFolders,
        Read("Get folder", Mailbox + "/folders/{folder}"),
        Read("List child folders", Mailbox + "/folders/{folder}/childFolders") with { NoteOnBeta = "Takes includeHiddenFolders=true." },
        Read("Folder changes", Mailbox + "/folders/delta"),
        CreateFolder,
        Write("Create child folder", "POST", Mailbox + "/folders/{folder}/childFolders"),
        Write("Update folder", "PATCH", Mailbox + "/folders/{folder}"),
        Write("Delete folder", "DELETE", Mailbox + "/folders/{folder}"),
        ListItems,
        ReadItems("Get item", Mailbox + "/folders/{folder}/items/{item}"),
        ReadItems("Item changes", Mailbox + "/folders/{folder}/items/delta"),
        DeleteItem,
        ExportItems,
        CreateImportSession,
        ImportItem,
    ];

    /// <summary>Every call in each of its versions.</summary>
    public static IEnumerable<MailboxImportExportMethod> ByVersion()
    {
        foreach (string version in (string[])["v1.0", "beta"])
        {
            foreach (ServiceMethod method in All)
            {
                yield return new MailboxImportExportMethod
                {
                    Name = method.Name,
                    ApiVersion = version,
                    HttpMethod = method.HttpMethod,
                    Path = method.Path,
                    DelegatedPermission = method.Permission is null ? null : GraphPermission.DelegatedNameOf(method.Permission),
                    ApplicationPermission = method.Permission,
                    HigherPermissions = new TextList(method.Higher),
                    Note = version == "beta" ? method.NoteOnBeta : method.NoteOnV1,
                };
            }
        }
    }

    private static ServiceMethod Read(string name, string path) => new(name, "GET", path, PermissionTable.ReadFolders, [PermissionTable.WriteFolders]) { NoteOnV1 = ArchivesOnBeta };

    private static ServiceMethod Write(string name, string verb, string path) => new(name, verb, path, PermissionTable.WriteFolders, []) { NoteOnV1 = ArchivesOnBeta };

    // Whether the writing permissions include reading is not documented: they are not named here.
    private static ServiceMethod ReadItems(string name, string path) => new(name, "GET", path, PermissionTable.ReadItems, []) { NoteOnV1 = ArchivesOnBeta };
}
