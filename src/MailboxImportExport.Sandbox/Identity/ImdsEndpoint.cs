using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>
/// The metadata service of a virtual machine: no secret, but a header that a browser cannot be made to send, and all values are texts. On a machine
/// that is connected by Azure Arc a caller must besides show that it can read a file of the host.
/// </summary>
internal static class ImdsEndpoint
{
    private const string Metadata = "Metadata";
    private const string ForwardedHeader = "X-Forwarded-For";
    private const string Scheme = "Basic ";
    private static readonly HashSet<string> ApiVersions = ["2018-02-01", "2019-08-01", "2019-11-01", "2020-06-01", "2021-02-01"];

    public static async Task AnswerAsync(CallContext call)
    {
        RequireHeaders(call);
        IQueryCollection query = call.Request.Query;
        if (!ApiVersions.Contains(query["api-version"].ToString()))
        {
            throw Bad("Required query variable 'api-version' is missing or not supported.");
        }

        await RequireFileAccessAsync(call);
        string? Parameter(string name) => query.TryGetValue(name, out StringValues value) ? value.ToString() : null;
        string resource = Parameter("resource") ?? throw Bad("Required query variable 'resource' is missing.");
        ManagedIdentities.Audience(call, resource);
        ManagedIdentity identity = ManagedIdentities.Find(call, Parameter);
        await call.AnswerAsync(200, json =>
        {
            ManagedIdentities.WriteToken(call, json, resource, identity, numbersAreTexts: true);
            json.WriteString("refresh_token", string.Empty);
        });
    }

    private static void RequireHeaders(CallContext call)
    {
        IHeaderDictionary headers = call.Request.Headers;
        if (!string.Equals(headers[Metadata], "true", StringComparison.OrdinalIgnoreCase))
        {
            throw Bad("Required metadata header not specified.");
        }

        if (headers.ContainsKey(ForwardedHeader))
        {
            throw Bad("The request came through a proxy.");
        }
    }

    private static async Task RequireFileAccessAsync(CallContext call)
    {
        if (call.Sandbox.ArcKeyPath is not string path)
        {
            return;
        }

        string authorization = call.Request.Headers.Authorization.ToString();
        string key = await File.ReadAllTextAsync(path, call.Aborted);
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal) || authorization[Scheme.Length..] != key)
        {
            throw new IdentityError(401, "The content of the key file is missing or wrong.")
            {
                Error = "unauthorized_client",
                Headers = [("WWW-Authenticate", $"Basic realm={path}")],
            };
        }
    }

    private static IdentityError Bad(string text) => new(400, text) { Error = "invalid_request" };
}
