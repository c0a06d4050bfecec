using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>oauth2PermissionGrants: what applications may do on behalf of users.</summary>
internal static class PermissionGrantEndpoints
{
    private const string Collection = "oauth2PermissionGrants";
    private const string ForAll = "AllPrincipals";
    private const string ForOne = "Principal";

    private static readonly Dictionary<string, FilterField<JsonObject>> Fields = new()
    {
        ["clientId"] = DirectoryAnswer.Text("clientId"),
        ["consentType"] = DirectoryAnswer.Text("consentType"),
        ["principalId"] = DirectoryAnswer.Text("principalId"),
        ["resourceId"] = DirectoryAnswer.Text("resourceId"),
    };

    public static Task ListAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxTenant tenant = call.Sandbox.Tenant;
        IEnumerable<JsonObject> all = tenant.Applications.SelectMany(
            application => application.DelegatedGrants.Select(grant => Show(tenant, application, grant)));
        return DirectoryAnswer.WriteListAsync(call, Collection, all, Fields);
    }

    public static Task GetAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        (SandboxApplication application, DelegatedGrant grant) = Find(call);
        return DirectoryAnswer.WriteAsync(call, 200, $"{Collection}/$entity", Show(call.Sandbox.Tenant, application, grant));
    }

    public static async Task CreateAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        NewPermissionGrantBody body = await JsonBody.ReadAsync<NewPermissionGrantBody>(call);
        SandboxTenant tenant = call.Sandbox.Tenant;
        SandboxApplication application = tenant.Applications.FirstOrDefault(application => application.ObjectId == body.ClientId)
            ?? throw DirectoryObjects.NotFound(body.ClientId.ToString("D"));
        RequireValid(tenant, body);
        if (application.DelegatedGrants.Any(grant => grant.UserId == body.PrincipalId))
        {
            throw new GraphError(409, "Request_MultipleObjectsWithSameKeyValue", "Permission entry already exists.");
        }

        DelegatedGrant grant = new(RandomText.Create(), body.PrincipalId, Scopes(tenant, body.Scope));
        application.DelegatedGrants = [.. application.DelegatedGrants, grant];
        await DirectoryAnswer.WriteAsync(call, 201, $"{Collection}/$entity", Show(tenant, application, grant));
    }

    public static async Task UpdateAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        (SandboxApplication application, DelegatedGrant grant) = Find(call);
        ChangedPermissionGrantBody body = await JsonBody.ReadAsync<ChangedPermissionGrantBody>(call);
        DelegatedGrant changed = grant with { Scopes = Scopes(call.Sandbox.Tenant, body.Scope) };
        application.DelegatedGrants = [.. application.DelegatedGrants.Select(other => other == grant ? changed : other)];
        await call.AnswerEmptyAsync();
    }

    public static Task DeleteAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        (SandboxApplication application, DelegatedGrant grant) = Find(call);
        application.DelegatedGrants = [.. application.DelegatedGrants.Where(other => other != grant)];
        return call.AnswerEmptyAsync();
    }

    private static void RequireValid(SandboxTenant tenant, NewPermissionGrantBody body)
    {
        if (body.ResourceId != tenant.Permissions.GraphObjectId)
        {
            throw DirectoryObjects.NotFound(body.ResourceId.ToString("D"));
        }

        bool fits = body.ConsentType switch
        {
            ForAll => body.PrincipalId is null,
            ForOne => body.PrincipalId is not null,
            _ => false,
        };
        if (!fits)
        {
            throw new GraphError(400, "Request_BadRequest", "Invalid value specified for property 'consentType'.");
        }

        if (body.PrincipalId is Guid user && tenant.FindUser(user.ToString("D")) is null)
        {
            throw DirectoryObjects.NotFound(user.ToString("D"));
        }
    }

    private static List<string> Scopes(SandboxTenant tenant, string text)
    {
        List<string> scopes = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        // Scopes of sign-in itself are granted like others and give no access to anything.
        string? unknown = scopes.Find(
            scope => !tenant.Permissions.HasScope(scope) && scope is not ("openid" or "profile" or "email" or "offline_access"));
        return unknown is null
            ? scopes
            : throw new GraphError(400, "Request_BadRequest", $"The scope '{unknown}' is not offered by the resource.");
    }

    private static (SandboxApplication Application, DelegatedGrant Grant) Find(CallContext call)
    {
        string id = call.Values["grant"];
        foreach (SandboxApplication application in call.Sandbox.Tenant.Applications)
        {
            if (application.DelegatedGrants.FirstOrDefault(grant => grant.Id == id) is DelegatedGrant found)
            {
                return (application, found);
            }
        }

        throw DirectoryObjects.NotFound(id);
    }

    private static JsonObject Show(SandboxTenant tenant, SandboxApplication application, DelegatedGrant grant) => new()
    {
        ["id"] = grant.Id,
        ["clientId"] = application.ObjectId.ToString("D"),
        ["consentType"] = grant.UserId is null ? ForAll : ForOne,
        ["principalId"] = grant.UserId?.ToString("D"),
        ["resourceId"] = tenant.Permissions.GraphObjectId.ToString("D"),
        ["scope"] = string.Join(' ', grant.Scopes),
    };
}

/// <summary>A consent to be given. The times are of an older form of the resource and mean nothing.</summary>
internal sealed record NewPermissionGrantBody(
    Guid ClientId,
    string ConsentType,
    Guid ResourceId,
    string Scope,
    Guid? PrincipalId = null,
    DateTimeOffset? StartTime = null,
    DateTimeOffset? ExpiryTime = null);

/// <summary>The scopes a consent is to have from now on.</summary>
internal sealed record ChangedPermissionGrantBody(string Scope);
