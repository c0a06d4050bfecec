using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.TestProcess;

/// <summary>Connects to a sandbox that another process runs.</summary>
internal static class SandboxConnection
{
    public static Task<MailboxImportExportConnection> OpenAsync(string uri)
    {
        SandboxAddress address = SandboxAddress.Find(uri, null);
        ClientSecretSignIn signIn = new() { TenantId = address.TenantId, ClientId = address.ClientId, Secret = SecureText.Of(address.ClientSecret!) };
        return GraphConnection.OpenAsync(signIn, address.ToCloud(), "beta", TransportOptions.Default, TimeProvider.System, CancellationToken.None);
    }
}
