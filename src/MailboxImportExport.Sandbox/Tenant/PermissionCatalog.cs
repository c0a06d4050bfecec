using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>
/// What the service principal of Microsoft Graph offers in this tenant. Ids that are publicly known are those; the others are made up, which a client
/// cannot notice that looks permissions up by their names.
/// </summary>
internal sealed class PermissionCatalog
{
    private static readonly Dictionary<string, string> KnownRoles = new()
    {
        ["User.Read.All"] = "df021288-bdef-4463-88db-98f22de89214",
        ["MailboxFolder.Read.All"] = "99280d24-a782-4793-93cc-0888549957f6",
        ["MailboxFolder.ReadWrite.All"] = "fef87b92-8391-4589-9da7-eb93dab7dc8a",
        ["MailboxItem.Read.All"] = "7d9f353d-a7bd-4fbb-822a-26d5dd39a3ce",
        ["MailboxItem.ReadWrite.All"] = "1583d471-fede-4e7c-b062-57e9d60cfb49",
        ["MailboxItem.Export.All"] = "937550e9-33a3-494b-88ae-d9cd394b1fbb",
        ["MailboxItem.ImportExport.All"] = "76577085-e73d-4f1d-b26a-85fb33892327",
        ["MailboxConfigItem.Read"] = "27d9d776-f4d2-426d-80ad-5f22f2b01b0a",
        ["MailboxConfigItem.ReadWrite"] = "aa6d92d4-b25a-4640-aefe-3e3231e5e736",
    };

    private static readonly Dictionary<string, string> KnownScopes = new()
    {
        ["MailboxItem.ImportExport"] = "df96e8a0-f4e1-4ecf-8d83-a429f822cbd6",
        ["MailboxConfigItem.Read"] = "dce2e6fc-0f4b-40da-94e2-14b4477f3d92",
        ["MailboxConfigItem.ReadWrite"] = "7d461784-7715-4b09-9f90-91a6d8722652",
    };

    private static readonly string[] FurtherRoles = ["User.ReadWrite.All", .. Directory];
    private static readonly string[] FurtherScopes =
    [
        "User.Read",
        "User.Read.All",
        "MailboxFolder.Read",
        "MailboxFolder.ReadWrite",
        "MailboxItem.Read",
        "MailboxItem.ReadWrite",
        "MailboxItem.Export",
        .. Directory,
    ];

    // A user may allow these for herself.
    private static readonly HashSet<string> ForEverybody = ["User.Read", "MailboxFolder.Read", "MailboxFolder.ReadWrite", "MailboxItem.Read"];

    /// <summary>Makes the catalogue of a tenant.</summary>
    /// <param name="makeId">Makes an id for a name, always the same one.</param>
    public PermissionCatalog(Func<string, Guid> makeId)
    {
        GraphObjectId = makeId("service-principal/graph");
        IEnumerable<GraphPermission> roles = KnownRoles.Select(static known => Role(known.Key, Guid.Parse(known.Value)))
            .Concat(FurtherRoles.Select(name => Role(name, makeId($"role/{name}"))));
        IEnumerable<GraphPermission> scopes = KnownScopes.Select(static known => Scope(known.Key, Guid.Parse(known.Value)))
            .Concat(FurtherScopes.Select(name => Scope(name, makeId($"scope/{name}"))));
        All = [.. roles.Concat(scopes).OrderBy(static permission => permission.Value, StringComparer.Ordinal)];
    }

    /// <summary>The id of Microsoft Graph as an application, in all tenants.</summary>
    public static Guid GraphAppId { get; } = Guid.Parse("00000003-0000-0000-c000-000000000000");

    /// <summary>The object id of Microsoft Graph in this tenant.</summary>
    public Guid GraphObjectId { get; }

    public IReadOnlyList<GraphPermission> All { get; }

    private static string[] Directory =>
    [
        "Application.Read.All",
        "Application.ReadWrite.All",
        "AppRoleAssignment.ReadWrite.All",
        "DelegatedPermissionGrant.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ];

    public GraphPermission? FindRole(Guid id) => All.FirstOrDefault(permission => permission.IsForApplications && permission.Id == id);

    public GraphPermission? FindRole(string value) => All.FirstOrDefault(permission => permission.IsForApplications && permission.Value == value);

    public bool HasScope(string value) => All.Any(permission => !permission.IsForApplications && permission.Value == value);

    private static GraphPermission Role(string name, Guid id) => new(name, id, IsForApplications: true, NeedsAdministrator: true);

    private static GraphPermission Scope(string name, Guid id)
        => new(name, id, IsForApplications: false, NeedsAdministrator: !ForEverybody.Contains(name));
}
