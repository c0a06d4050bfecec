using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A registered application with its credentials.</summary>
internal sealed class SandboxApplication(Guid clientId, Guid objectId, string name) : ServicePrincipal(clientId, objectId, name)
{
    public IReadOnlyList<ClientSecret> Secrets { get; set; } = [];

    /// <summary>Certificates whose private keys prove the application; only their public parts are needed here.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; set; } = [];
}
