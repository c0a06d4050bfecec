using System;

namespace MailboxImportExport.Sandbox.Serving;

/// <summary>What the address file says: where the sandbox is, by which certificate it is known, and the application to sign in as.</summary>
internal sealed record PublishedAddress(Uri Uri, string CertificateSha256, Guid TenantId, Guid ClientId, string ClientSecret, int ProcessId);
