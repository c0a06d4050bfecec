using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading.Tasks;

namespace MailboxImportExport.Tests.Sandbox.Identity;

/// <summary>Asks for tokens of managed identities as programs on their hosts do.</summary>
internal sealed class ManagedIdentityCaller(SandboxClient client)
{
    public const string Graph = "https://graph.microsoft.com";

    public Task<SandboxAnswer> AppServiceAsync(string resource = Graph)
        => SendAsync(
            new Uri(client.Server.ManagedIdentityEndpoint, $"?api-version=2019-08-01&resource={Uri.EscapeDataString(resource)}"),
            new Dictionary<string, string> { ["X-IDENTITY-HEADER"] = client.Server.ManagedIdentityHeader });

    /// <summary>Asks the metadata service of a virtual machine.</summary>
    public Task<SandboxAnswer> MetadataAsync(string query, params (string Name, string Value)[] headers)
    {
        Dictionary<string, string> all = [];
        foreach ((string name, string value) in headers)
        {
            all[name] = value;
        }

        return SendAsync(new Uri(client.Server.MetadataEndpoint, query), all);
    }

    private Task<SandboxAnswer> SendAsync(Uri uri, Dictionary<string, string> headers)
    {
        HttpRequestMessage request = new(HttpMethod.Get, uri);
        foreach (KeyValuePair<string, string> header in headers)
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return client.SendAsync(request, authorize: false);
    }
}
