using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity.Grants;

/// <summary>What all requests to the sign-in service have in common.</summary>
internal static class TokenRequests
{
    // An application that belongs to one tenant may still be asked for by these, which stand for the tenant of whoever signs in.
    private static readonly HashSet<string> AnyTenant = new(StringComparer.OrdinalIgnoreCase) { "common", "organizations" };

    public static void RequireTenant(CallContext call, bool isForUsers)
    {
        string tenant = call.Values["tenant"];
        if (!call.Sandbox.Tenant.IsCalled(tenant) && !(isForUsers && AnyTenant.Contains(tenant)))
        {
            throw new LoginError(
                400,
                "invalid_request",
                90002,
                $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");
        }
    }

    public static string Required(FormBody form, string name)
        => form[name] is { Length: > 0 } value
            ? value
            : throw new LoginError(400, "invalid_request", 900144, $"The request body must contain the following parameter: '{name}'.");

    public static SandboxApplication Application(CallContext call, string clientId)
        => call.Sandbox.Tenant.Applications.FirstOrDefault(application => Guid.TryParse(clientId, out Guid id) && application.ClientId == id)
            ?? throw new LoginError(
                400,
                "unauthorized_client",
                700016,
                $"Application with identifier '{clientId}' was not found in the directory '{call.Sandbox.Tenant.Name}'. "
                + "This can happen if the application has not been installed by the administrator of the tenant.");

    /// <summary>A client that runs with a user may be a public one, which proves nothing; any other has to.</summary>
    public static void RequireProofUnlessPublic(CallContext call, FormBody form, SandboxApplication application)
    {
        if (!application.IsPublicClient)
        {
            ClientProof.Check(call, form, application);
        }
    }
}
