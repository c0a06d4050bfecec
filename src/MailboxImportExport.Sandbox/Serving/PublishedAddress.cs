using System;

namespace MailboxImportExport.Sandbox.Serving;

/// <summary>What the address file says: where the sandbox is, by which certificate it is known, the application to sign in as, and within how many seconds an import shows.</summary>
internal sealed record PublishedAddress(Uri Uri, string CertificateSha256, Guid TenantId, Guid ClientId, string ClientSecret, int ProcessId, double SettleSeconds);
