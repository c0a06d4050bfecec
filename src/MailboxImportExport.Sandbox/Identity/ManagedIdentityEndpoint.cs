using System;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>
/// The endpoint at which a host gives out tokens of its managed identities, in the two forms of App Service and Azure Automation: a GET with a
/// query string, and a POST with a form.
/// </summary>
internal static class ManagedIdentityEndpoint
{
    private const string SecretHeader = "X-IDENTITY-HEADER";
    private const string ForwardedHeader = "X-Forwarded-For";
    private const string ApiVersion = "2019-08-01";

    public static async Task AnswerGetAsync(CallContext call)
    {
        RequireDirectCall(call);
        IQueryCollection query = call.Request.Query;
        if (query["api-version"] != ApiVersion)
        {
            throw new IdentityError(400, $"The api-version '{query["api-version"]}' is not supported; use {ApiVersion}.");
        }

        await AnswerAsync(call, name => query.TryGetValue(name, out StringValues value) ? value.ToString() : null);
    }

    public static async Task AnswerPostAsync(CallContext call)
    {
        RequireDirectCall(call);
        FormBody form = await FormBody.ReadAsync(call);
        await AnswerAsync(call, name => form[name]);
    }

    /// <summary>A request that came through a proxy might be an attack on the host, and is refused.</summary>
    private static void RequireDirectCall(CallContext call)
    {
        IHeaderDictionary headers = call.Request.Headers;
        if (headers.ContainsKey(ForwardedHeader))
        {
            throw new IdentityError(400, $"The header {ForwardedHeader} must not be present.");
        }

        if (headers[SecretHeader] != call.Sandbox.IdentityHeader)
        {
            throw new IdentityError(401, $"The header {SecretHeader} is missing or wrong.");
        }
    }

    private static Task AnswerAsync(CallContext call, Func<string, string?> parameter)
    {
        string resource = parameter("resource") ?? string.Empty;
        ManagedIdentities.Audience(call, resource);
        ManagedIdentity identity = ManagedIdentities.Find(call, parameter);
        bool numbersAreTexts = call.Sandbox.Switches.IdentityNumbersAreTexts;
        return call.AnswerAsync(200, json => ManagedIdentities.WriteToken(call, json, resource, identity, numbersAreTexts));
    }
}
