using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Identity.SignIn;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Serving;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Sandbox.Throttling;

namespace MailboxImportExport.Sandbox;

/// <summary>
/// An emulated Exchange Online tenant that listens on the loopback address: sign-in, the mailbox calls of Microsoft Graph and the import host.
/// </summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly SandboxRuntime _runtime;
    private readonly X509Certificate2 _certificate;
    private readonly WebHost _host;
    private readonly TimeSpan _settleTime;
    private AddressFile? _addressFile;

    private SandboxServer(SandboxRuntime runtime, X509Certificate2 certificate, WebHost host, SandboxApplication application, TimeSpan settleTime)
    {
        _settleTime = settleTime;
        _runtime = runtime;
        _certificate = certificate;
        _host = host;
        BuiltInApplication = application;
        CertificateSha256 = certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    /// <summary>The address of Graph, sign-in and managed identities.</summary>
    public Uri Uri => _runtime.Uri;

    /// <summary>The address of the import host.</summary>
    public Uri ImportUri => _runtime.ImportUri;

    /// <summary>SHA-256 of the certificate in upper-case hexadecimal: how clients know the sandbox.</summary>
    public string CertificateSha256 { get; }

    /// <summary>The tenant as it is.</summary>
    public SandboxTenant Tenant => _runtime.Tenant;

    /// <summary>Every request seen.</summary>
    public RequestLog Requests => _runtime.Requests;

    /// <summary>How doubtful behaviour is decided; may be changed at any time.</summary>
    public SandboxSwitches Switches => _runtime.Switches;

    /// <summary>Where calls can be stopped.</summary>
    public Gates Gates => _runtime.Gates;

    /// <summary>How much an application may do with a mailbox.</summary>
    public ServiceLimits Limits => _runtime.Limits;

    /// <summary>How slow the service is.</summary>
    public ServicePace Pace => _runtime.Pace;

    /// <summary>What goes wrong without the caller's doing.</summary>
    public Faults Faults => _runtime.Faults;

    /// <summary>The application every sandbox has: it may do everything, with a secret made at this start.</summary>
    public SandboxApplication BuiltInApplication { get; }

    /// <summary>What IDENTITY_ENDPOINT is set to for a client that runs under a managed identity.</summary>
    public Uri ManagedIdentityEndpoint => new(Uri, "identity/oauth2/token");

    /// <summary>What IDENTITY_HEADER is set to.</summary>
    public string ManagedIdentityHeader => _runtime.IdentityHeader;

    /// <summary>The metadata service of a virtual machine.</summary>
    public Uri MetadataEndpoint => new(Uri, "metadata/identity/oauth2/token");

    /// <summary>The file that the metadata service wants to have read, as on a machine connected by Azure Arc; null when it wants none.</summary>
    public string? ArcKeyPath
    {
        get => _runtime.ArcKeyPath;
        set => _runtime.ArcKeyPath = value;
    }

    /// <summary>Users in front of their browsers.</summary>
    public SignIns SignIns => _runtime.SignIns;

    /// <summary>Makes Graph refuse tokens that are good, until they are asked for with the claims in the refusal.</summary>
    public ClaimsChallenge Challenge => _runtime.Challenge;

    /// <summary>The path of the address file; null when none is published.</summary>
    public string? AddressFilePath => _addressFile?.Path;

    /// <summary>What the address file says, or would say.</summary>
    public PublishedAddress Address
        => new(Uri, CertificateSha256, Tenant.Id, BuiltInApplication.ClientId, BuiltInApplication.Secrets[0].Value, Environment.ProcessId, _settleTime.TotalSeconds);

    /// <summary>Faults of the sandbox itself: requests it could not answer for a reason of its own.</summary>
    public IReadOnlyList<RecordedRequest> Failures => [.. Requests.All.Where(static request => request.Failure is not null)];

    /// <summary>Starts a sandbox; it listens when the task is done.</summary>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        SandboxTenant tenant = new TenantSeed(options.Seed, options.TimeProvider).Create();
        SandboxApplication application = AddBuiltInApplication(tenant, options);
        SandboxRuntime runtime = new(tenant, new TokenIssuer(tenant, options.AccessTokenLifetime), options.TimeProvider);
        X509Certificate2 certificate = SandboxCertificate.Create();
        WebHost host = await WebHost.StartAsync(options, certificate, runtime, cancellationToken);
        SandboxServer server = new(runtime, certificate, host, application, options.SettleTime);
        if (options.PublishAddress)
        {
            await server.PublishAsync();
        }

        return server;
    }

    /// <summary>Makes an access token for an application; with the roles it has, or others.</summary>
    public string IssueToken(ServicePrincipal application, TimeSpan? lifetime = null, IReadOnlyList<string>? roles = null)
        => _runtime.Tokens.Issue(application, new AccessTokenRequest { Lifetime = lifetime, Permissions = roles });

    /// <summary>Makes an access token for a user who is signed in to the built-in application.</summary>
    public string IssueToken(SandboxUser user, IReadOnlyList<string> scopes, TimeSpan? lifetime = null)
        => _runtime.Tokens.Issue(user, BuiltInApplication, new AccessTokenRequest { Lifetime = lifetime, Permissions = scopes });

    /// <summary>Makes an access token whose particulars, its audience among them, are all given.</summary>
    public string IssueToken(ServicePrincipal application, AccessTokenRequest request) => _runtime.Tokens.Issue(application, request);

    /// <summary>Makes every delta token dead that has been given out so far.</summary>
    public void ExpireDeltaTokens() => _runtime.DeltaTokens.Expire();

    /// <summary>Makes the streams of all items that a mailbox has now, so that exporting them costs next to nothing.</summary>
    public void PrepareExports(SandboxMailbox mailbox)
    {
        foreach (SandboxItem item in mailbox.Items)
        {
            _runtime.PreparedExports.Add(item, Switches);
        }
    }

    /// <summary>Marks a mail as read or unread, as its reader does.</summary>
    public SandboxItem MarkRead(SandboxItem item, bool isRead) => ReadState.Set(Switches, item, isRead);

    public async ValueTask DisposeAsync()
    {
        _addressFile?.Dispose();
        await _host.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task PublishAsync()
    {
        try
        {
            _addressFile = AddressFile.Write(Address);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private static SandboxApplication AddBuiltInApplication(SandboxTenant tenant, SandboxOptions options)
    {
        SeededRandom random = new(options.Seed);
        Guid clientId = random.Guid("application/built-in/client");
        Guid objectId = random.Guid("application/built-in");
        return tenant.AddApplication(new SandboxApplication(clientId, objectId, "MailboxImportExport sandbox")
        {
            RegistrationId = random.Guid("application/built-in/registration"),
            Roles = GraphPermissions.AllRoles,
            IsPublicClient = true,
            RedirectUris = ["http://localhost"],
            DelegatedGrants = [new DelegatedGrant(random.Guid("application/built-in/grant").ToString("N"), UserId: null, GraphPermissions.AllScopes)],
            Secrets = [new ClientSecret(RandomText.Create(), options.TimeProvider.GetUtcNow().AddYears(1))],
        });
    }
}
