using System.Collections.Generic;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Graph.Batch;
using MailboxImportExport.Sandbox.Graph.Export;
using MailboxImportExport.Sandbox.Graph.Folders;
using MailboxImportExport.Sandbox.Graph.Items;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Import;

namespace MailboxImportExport.Sandbox.Serving;

/// <summary>Everything the sandbox answers to. Paths on Graph are below the version.</summary>
internal static class SandboxRoutes
{
    private const string Mailbox = "admin/exchange/mailboxes/{mailbox}";
    private const string Folder = Mailbox + "/folders/{folder}";

    public static IReadOnlyList<Route> All { get; } =
    [
        new(CallHost.Login, "POST", "{tenant}/oauth2/v2.0/token", CallKind.Token, TokenEndpoint.AnswerAsync),
        new(CallHost.Login, "POST", "{tenant}/oauth2/v2.0/devicecode", CallKind.DeviceCode, DeviceCodeEndpoint.AnswerAsync),
        new(CallHost.Login, "GET", "{tenant}/oauth2/v2.0/authorize", CallKind.Authorize, AuthorizeEndpoint.AnswerAsync),
        new(CallHost.Identity, "GET", "metadata/identity/oauth2/token", CallKind.ManagedIdentityToken, ImdsEndpoint.AnswerAsync),
        new(CallHost.Identity, "GET", "identity/oauth2/token", CallKind.ManagedIdentityToken, ManagedIdentityEndpoint.AnswerGetAsync),
        new(CallHost.Identity, "POST", "identity/oauth2/token", CallKind.ManagedIdentityToken, ManagedIdentityEndpoint.AnswerPostAsync),

        new(CallHost.Graph, "POST", "$batch", CallKind.Batch, BatchEndpoint.AnswerAsync),
        Graph("GET", "users/{user}/settings/exchange", CallKind.GetSettings, GraphPermissions.ReadUsers, SettingsEndpoint.AnswerAsync),

        .. DirectoryRoutes.All,

        Graph("GET", Mailbox + "/folders", CallKind.ListFolders, GraphPermissions.ReadFolders, FolderEndpoints.ListTopAsync),
        Graph("POST", Mailbox + "/folders", CallKind.CreateFolder, GraphPermissions.WriteFolders, CreateFolderEndpoint.AnswerAsync),
        Graph("GET", Mailbox + "/folders/delta", CallKind.FolderDelta, GraphPermissions.ReadFolders, FolderDeltaEndpoint.AnswerTreeAsync),
        Graph("GET", Folder, CallKind.GetFolder, GraphPermissions.ReadFolders, FolderEndpoints.GetAsync),
        Graph("GET", Folder + "/childFolders", CallKind.ListChildFolders, GraphPermissions.ReadFolders, FolderEndpoints.ListChildrenAsync),
        Graph("POST", Folder + "/childFolders", CallKind.CreateFolder, GraphPermissions.WriteFolders, CreateFolderEndpoint.AnswerAsync),
        Graph("GET", Folder + "/childFolders/delta", CallKind.FolderDelta, GraphPermissions.ReadFolders, FolderDeltaEndpoint.AnswerChildrenAsync),
        Graph("GET", Folder + "/childFolders/{child}", CallKind.GetFolder, GraphPermissions.ReadFolders, FolderEndpoints.GetAsync),
        .. Changes(Folder),
        .. Changes(Folder + "/childFolders/{child}"),

        Graph("GET", Folder + "/items", CallKind.ListItems, GraphPermissions.ReadItems, ItemEndpoints.ListAsync),
        Graph("GET", Folder + "/items/delta", CallKind.ItemDelta, GraphPermissions.ReadItems, ItemDeltaEndpoint.AnswerAsync),
        Graph("GET", Folder + "/items/{item}", CallKind.GetItem, GraphPermissions.ReadItems, ItemEndpoints.GetAsync),
        Graph("DELETE", Folder + "/items/{item}", CallKind.DeleteItem, GraphPermissions.DeleteItems, DeleteItemEndpoint.AnswerAsync),

        Graph("POST", Mailbox + "/exportItems", CallKind.ExportItems, GraphPermissions.ExportItems, ExportEndpoint.AnswerAsync),
        Graph(
            "POST",
            Mailbox + "/createImportSession",
            CallKind.CreateImportSession,
            GraphPermissions.ImportItems,
            ImportSessionEndpoint.AnswerAsync),

        new(CallHost.Import, "POST", "api/{version}/Mailboxes/{mailbox}/importItem", CallKind.ImportItem, ImportEndpoint.AnswerAsync),
    ];

    private static IEnumerable<Route> Changes(string folder) =>
    [
        Graph("PATCH", folder, CallKind.UpdateFolder, GraphPermissions.WriteFolders, UpdateFolderEndpoint.AnswerAsync),
        Graph("DELETE", folder, CallKind.DeleteFolder, GraphPermissions.WriteFolders, DeleteFolderEndpoint.AnswerPlainAsync),
        Graph("DELETE", folder + "/$ref", CallKind.DeleteFolder, GraphPermissions.WriteFolders, DeleteFolderEndpoint.AnswerReferenceAsync),
    ];

    private static Route Graph(string method, string pattern, CallKind kind, Requirement requirement, CallHandler handle)
        => new(CallHost.Graph, method, pattern, kind, handle) { Requirement = requirement };
}
