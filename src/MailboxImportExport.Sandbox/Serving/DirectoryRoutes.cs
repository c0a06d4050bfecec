using System.Collections.Generic;
using MailboxImportExport.Sandbox.Graph.Directory;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;

namespace MailboxImportExport.Sandbox.Serving;

/// <summary>The calls on the directory by which applications are registered and given permissions.</summary>
internal static class DirectoryRoutes
{
    private const string Applications = "applications";
    private const string Application = "applications/{application}";
    private const string Principals = "servicePrincipals";
    private const string Principal = "servicePrincipals/{principal}";
    private const string Grants = "oauth2PermissionGrants";
    private const string Grant = "oauth2PermissionGrants/{grant}";

    public static IEnumerable<Route> All { get; } =
    [
        Read(Applications, GraphPermissions.ReadApplications, ApplicationEndpoints.ListAsync),
        Read(Application, GraphPermissions.ReadApplications, ApplicationEndpoints.GetAsync),
        Write("POST", Applications, GraphPermissions.WriteApplications, ApplicationEndpoints.CreateAsync),
        Write("PATCH", Application, GraphPermissions.WriteApplications, ApplicationEndpoints.UpdateAsync),
        Write("DELETE", Application, GraphPermissions.WriteApplications, ApplicationEndpoints.DeleteAsync),
        Write("POST", Application + "/addPassword", GraphPermissions.WriteApplications, CredentialEndpoints.AddPasswordAsync),
        Write("POST", Application + "/removePassword", GraphPermissions.WriteApplications, CredentialEndpoints.RemovePasswordAsync),
        Write("POST", Application + "/addKey", GraphPermissions.WriteApplications, CredentialEndpoints.AddKeyAsync),
        Write("POST", Application + "/removeKey", GraphPermissions.WriteApplications, CredentialEndpoints.RemoveKeyAsync),

        Read(Principals, GraphPermissions.ReadApplications, ServicePrincipalEndpoints.ListAsync),
        Read(Principal, GraphPermissions.ReadApplications, ServicePrincipalEndpoints.GetAsync),
        Write("POST", Principals, GraphPermissions.WriteApplications, ServicePrincipalEndpoints.CreateAsync),
        Write("DELETE", Principal, GraphPermissions.WriteApplications, ServicePrincipalEndpoints.DeleteAsync),

        .. Assignments(Principal + "/appRoleAssignments"),
        .. Assignments(Principal + "/appRoleAssignedTo"),

        Read(Grants, GraphPermissions.ReadGrants, PermissionGrantEndpoints.ListAsync),
        Read(Grant, GraphPermissions.ReadGrants, PermissionGrantEndpoints.GetAsync),
        Write("POST", Grants, GraphPermissions.WriteGrants, PermissionGrantEndpoints.CreateAsync),
        Write("PATCH", Grant, GraphPermissions.WriteGrants, PermissionGrantEndpoints.UpdateAsync),
        Write("DELETE", Grant, GraphPermissions.WriteGrants, PermissionGrantEndpoints.DeleteAsync),
    ];

    private static IEnumerable<Route> Assignments(string path) =>
    [
        Read(path, GraphPermissions.ReadRoles, RoleAssignmentEndpoints.ListAsync),
        Write("POST", path, GraphPermissions.AssignRoles, RoleAssignmentEndpoints.CreateAsync),
        Write("DELETE", path + "/{assignment}", GraphPermissions.AssignRoles, RoleAssignmentEndpoints.DeleteAsync),
    ];

    private static Route Read(string pattern, Requirement requirement, CallHandler handle)
        => new(CallHost.Graph, "GET", pattern, CallKind.ReadDirectory, handle) { Requirement = requirement };

    private static Route Write(string method, string pattern, Requirement requirement, CallHandler handle)
        => new(CallHost.Graph, method, pattern, CallKind.WriteDirectory, handle) { Requirement = requirement };
}
