using System;
using System.Net.Http;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace MailboxImportExport.Authentication;

/// <summary>What every credential shares: the cloud, the clock, and how its requests travel.</summary>
internal sealed class CredentialContext(Cloud cloud, TimeProvider time) : IDisposable
{
    // Azure.Identity repeats 503 and network errors itself; four tries in about six seconds are enough for a person who waits.
    private const int TokenRetries = 3;

    private HttpClient? _pinnedClient;

    public Cloud Cloud { get; } = cloud;

    public TimeProvider Time { get; } = time;

    /// <summary>Sets authority, retries, logging and, for a sandbox, the pinned transport.</summary>
    public T Configure<T>(T options)
        where T : TokenCredentialOptions
    {
        options.Retry.MaxRetries = TokenRetries;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsAccountIdentifierLoggingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        if (options is not ManagedIdentityCredentialOptions)
        {
            options.AuthorityHost = Cloud.LoginEndpoint;
        }

        if (Cloud.IsSandbox)
        {
            options.Transport = PinnedTransport();
        }

        return options;
    }

    public void Dispose() => _pinnedClient?.Dispose();

    private HttpClientTransport PinnedTransport()
    {
        CertificatePin pin = new(Cloud.PinnedCertificate!);
        _pinnedClient ??= new HttpClient(
            new HttpClientHandler { ServerCertificateCustomValidationCallback = pin.Callback, AllowAutoRedirect = false, UseProxy = false },
            disposeHandler: true);
        return new HttpClientTransport(_pinnedClient);
    }
}
