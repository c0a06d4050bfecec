using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>Registered applications as the directory shows them.</summary>
internal static class ApplicationView
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>What applications can be filtered by.</summary>
    public static readonly IReadOnlyDictionary<string, FilterField<JsonObject>> Fields = new Dictionary<string, FilterField<JsonObject>>
    {
        ["id"] = DirectoryAnswer.Text("id"),
        ["appId"] = DirectoryAnswer.Text("appId"),
        ["displayName"] = DirectoryAnswer.Text("displayName"),
    };

    /// <summary>An application. Its certificates themselves are shown only when they are asked for by name, and of a single application.</summary>
    public static JsonObject Show(SandboxTenant tenant, SandboxApplication application, bool withKeys = false) => new()
    {
        ["id"] = application.RegistrationId.ToString("D"),
        ["deletedDateTime"] = null,
        ["appId"] = application.ClientId.ToString("D"),
        ["applicationTemplateId"] = null,
        ["createdDateTime"] = DirectoryTime.Text(application.Created),
        ["description"] = application.Description,
        ["displayName"] = application.Name,
        ["identifierUris"] = Texts(application.IdentifierUris),
        ["isFallbackPublicClient"] = application.IsPublicClient,
        ["notes"] = application.Notes,
        ["publisherDomain"] = tenant.Name,
        ["signInAudience"] = application.SignInAudience,
        ["tags"] = Texts(application.Tags),
        ["api"] = new JsonObject
        {
            ["requestedAccessTokenVersion"] = null,
            ["oauth2PermissionScopes"] = new JsonArray(),
            ["preAuthorizedApplications"] = new JsonArray(),
        },
        ["appRoles"] = new JsonArray(),
        ["keyCredentials"] = Credentials.Show(application.Certificates, withKeys),
        ["passwordCredentials"] = Credentials.Show(application.Secrets),
        ["publicClient"] = new JsonObject { ["redirectUris"] = Texts(application.RedirectUris) },
        ["requiredResourceAccess"] = JsonSerializer.SerializeToNode(application.RequiredAccess, Options),
        ["web"] = new JsonObject { ["redirectUris"] = Texts(application.WebRedirectUris) },
    };

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(static text => JsonValue.Create(text))]);
}
