using System;
using System.Net.Http;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace MailboxImportExport.Authentication;

/// <summary>What every credential shares: the cloud, the proxy, the clock, and how its requests travel.</summary>
internal sealed class CredentialContext(Cloud cloud, TimeProvider time, ProxySettings proxy) : IDisposable
{
    // Azure.Identity repeats 503 and network errors itself; four tries in about six seconds are enough for a person who waits.
    private const int TokenRetries = 3;

    // Nothing on the way to this computer gets better by waiting.
    private static readonly TimeSpan SandboxDelay = TimeSpan.FromMilliseconds(20);

    private HttpClient? _client;

    public Cloud Cloud { get; } = cloud;

    public TimeProvider Time { get; } = time;

    /// <summary>Sets authority, retries, logging and transport.</summary>
    public T Configure<T>(T options)
        where T : TokenCredentialOptions
    {
        options.Retry.MaxRetries = TokenRetries;
        options.Retry.Delay = Cloud.IsSandbox ? SandboxDelay : options.Retry.Delay;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsAccountIdentifierLoggingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        bool isManagedIdentity = options is ManagedIdentityCredentialOptions;
        if (!isManagedIdentity)
        {
            options.AuthorityHost = Cloud.LoginEndpoint;
        }

        if (Cloud.IsSandbox || proxy.IsGiven || isManagedIdentity)
        {
            options.Transport = Transport(isManagedIdentity);
        }

        return options;
    }

    public void Dispose() => _client?.Dispose();

    private HttpClientTransport Transport(bool isManagedIdentity)
    {
        HttpClientHandler handler = new() { AllowAutoRedirect = false };
        if (Cloud.IsSandbox)
        {
            handler.ServerCertificateCustomValidationCallback = new CertificatePin(Cloud.PinnedCertificate!).Callback;
        }

        // The endpoint of a managed identity refuses what has come through a proxy, and no proxy could reach it.
        ProxySettings used = isManagedIdentity ? ProxySettings.System : proxy;
        used.Apply(handler, isLocal: isManagedIdentity || Cloud.IsSandbox);
        _client ??= new HttpClient(handler, disposeHandler: true);
        return new HttpClientTransport(_client);
    }
}
