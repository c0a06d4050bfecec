using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>servicePrincipals: what of the registered applications, managed identities and services is in this tenant.</summary>
internal static class ServicePrincipalEndpoints
{
    private const string Collection = "servicePrincipals";

    public static Task ListAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxTenant tenant = call.Sandbox.Tenant;
        IEnumerable<JsonObject> all
            = tenant.Principals.Select(principal => ServicePrincipalView.Show(tenant, principal)).Prepend(ServicePrincipalView.ShowGraph(tenant));
        return DirectoryAnswer.WriteListAsync(call, Collection, all, ServicePrincipalView.Fields);
    }

    public static Task GetAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxTenant tenant = call.Sandbox.Tenant;
        JsonObject shown = DirectoryObjects.PrincipalOrGraph(call) is ServicePrincipal principal
            ? ServicePrincipalView.Show(tenant, principal)
            : ServicePrincipalView.ShowGraph(tenant);
        return DirectoryAnswer.WriteAsync(call, 200, $"{Collection}/$entity", shown);
    }

    /// <summary>Brings a registered application into the tenant, so that it can sign in.</summary>
    public static async Task CreateAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        NewServicePrincipalBody body = await JsonBody.ReadAsync<NewServicePrincipalBody>(call);
        SandboxTenant tenant = call.Sandbox.Tenant;
        SandboxApplication? application = tenant.Registrations.FirstOrDefault(application => application.ClientId == body.AppId);
        if (application is null || !application.IsSeen())
        {
            throw new GraphError(
                400,
                "Request_BadRequest",
                "When using this permission, the backing application of the service principal being created must in the local tenant");
        }

        if (application.HasPrincipal)
        {
            throw new GraphError(
                409,
                "Request_MultipleObjectsWithSameKeyValue",
                $"The service principal cannot be created, updated, or restored because the service principal name {body.AppId} is already in use.");
        }

        application.HasPrincipal = true;
        await DirectoryAnswer.WriteAsync(call, 201, $"{Collection}/$entity", ServicePrincipalView.Show(tenant, application));
    }

    public static Task DeleteAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        if (DirectoryObjects.PrincipalOrGraph(call) is not SandboxApplication application)
        {
            throw new GraphError(403, "Authorization_RequestDenied", "The service principal cannot be deleted.");
        }

        application.HasPrincipal = false;
        application.Roles = [];
        application.DelegatedGrants = [];
        return call.AnswerEmptyAsync();
    }
}

/// <summary>A request for a service principal.</summary>
internal sealed record NewServicePrincipalBody(Guid AppId, IReadOnlyList<string>? Tags = null, string? DisplayName = null);
