using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>applications: registering, changing and removing them.</summary>
internal static class ApplicationEndpoints
{
    private const string Collection = "applications";
    private static readonly HashSet<string> Audiences
        = ["AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"];

    private static readonly HashSet<string> AccessTypes = ["Role", "Scope"];

    public static Task ListAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxTenant tenant = call.Sandbox.Tenant;
        IEnumerable<JsonObject> all = tenant.Registrations.Select(application => ApplicationView.Show(tenant, application));
        return DirectoryAnswer.WriteListAsync(call, Collection, all, ApplicationView.Fields);
    }

    public static Task GetAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxApplication application = DirectoryObjects.Application(call);
        bool withKeys = DirectoryAnswer.Query(call).Select?.Contains("keyCredentials") ?? false;
        return DirectoryAnswer.WriteAsync(call, 200, $"{Collection}/$entity", ApplicationView.Show(call.Sandbox.Tenant, application, withKeys));
    }

    public static async Task CreateAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        ApplicationBody body = await JsonBody.ReadAsync<ApplicationBody>(call);
        if (string.IsNullOrWhiteSpace(body.DisplayName))
        {
            throw Invalid("Invalid value specified for property 'displayName' of resource 'Application'.");
        }

        SandboxApplication application = new(Guid.NewGuid(), Guid.NewGuid(), body.DisplayName)
        {
            HasPrincipal = false,
            Created = call.Sandbox.Clock.GetUtcNow(),
            UnseenFor = call.Sandbox.Switches.NewDirectoryObjectsAreUnseenFor,
        };
        Apply(application, body);
        call.Sandbox.Tenant.AddApplication(application);
        await DirectoryAnswer.WriteAsync(call, 201, $"{Collection}/$entity", ApplicationView.Show(call.Sandbox.Tenant, application));
    }

    public static async Task UpdateAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxApplication application = DirectoryObjects.Application(call);
        Apply(application, await JsonBody.ReadAsync<ApplicationBody>(call));
        await call.AnswerEmptyAsync();
    }

    public static Task DeleteAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        call.Sandbox.Tenant.RemoveApplication(DirectoryObjects.Application(call));
        return call.AnswerEmptyAsync();
    }

    private static void Apply(SandboxApplication application, ApplicationBody body)
    {
        RequireValid(body);
        application.Name = body.DisplayName ?? application.Name;
        application.Description = body.Description ?? application.Description;
        application.Notes = body.Notes ?? application.Notes;
        application.SignInAudience = body.SignInAudience ?? application.SignInAudience;
        application.IsPublicClient = body.IsFallbackPublicClient ?? application.IsPublicClient;
        application.RedirectUris = body.PublicClient?.RedirectUris ?? application.RedirectUris;
        application.WebRedirectUris = body.Web?.RedirectUris ?? application.WebRedirectUris;
        application.RequiredAccess = body.RequiredResourceAccess ?? application.RequiredAccess;
        application.Certificates = body.KeyCredentials is null ? application.Certificates : Credentials.Read(body.KeyCredentials);
        application.Tags = body.Tags ?? application.Tags;
        application.IdentifierUris = body.IdentifierUris ?? application.IdentifierUris;
    }

    private static void RequireValid(ApplicationBody body)
    {
        if (body.PasswordCredentials is not null)
        {
            throw Invalid("Adding passwordCredentials is not supported; use the action addPassword.");
        }

        if (body.SignInAudience is not null && !Audiences.Contains(body.SignInAudience))
        {
            throw Invalid("Invalid value specified for property 'signInAudience' of resource 'Application'.");
        }

        IEnumerable<RequiredPermission> needed = (body.RequiredResourceAccess ?? []).SelectMany(static access => access.ResourceAccess);
        if (needed.Any(static permission => !AccessTypes.Contains(permission.Type)))
        {
            throw Invalid("Invalid value specified for property 'type' of resource 'ResourceAccess'.");
        }
    }

    private static GraphError Invalid(string message) => new(400, "Request_BadRequest", message);
}
