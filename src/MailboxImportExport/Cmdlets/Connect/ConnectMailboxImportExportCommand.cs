using System;
using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Cmdlets;

/// <summary>Signs in to a tenant and makes the connection that the other commands use.</summary>
/// <remarks>
/// <para>The connection belongs to the session (the runspace) in which the command ran. With <see cref="PassThru"/> it is written as an
/// object as well, to be given to the <c>-Connection</c> parameter of other commands: in <c>ForEach-Object -Parallel</c>, in jobs,
/// or to work with two tenants at once.</para>
/// <para>Sign in as an application: an application reaches every mailbox that its permissions and its scope in Exchange allow, a
/// signed-in user only the own mailbox. The permissions that each command needs stand in its help.</para>
/// <para>Tokens are kept in memory only and sent to the Graph host of the cloud only.</para>
/// <para>Microsoft Graph limits each application in each mailbox: 4 calls at once (MailboxConcurrency), 10,000 requests in ten minutes (RequestCount), 150 MB
/// of uploads in five minutes (IncomingBytes). All commands of the process keep within that; where another program works under the same application,
/// smaller numbers leave room for it. The limits belong to the application: of all connections that are open for it in the process, the smallest number that one
/// of them names holds for all, until it is closed or its session connects anew. <c>Get-MailboxImportExportContext</c> shows what holds.</para>
/// </remarks>
/// <example>
/// <para>Connects with a certificate. This is the way for scheduled work: nothing secret stands in the script.</para>
/// <code norun="needs a certificate in the store">PS> Connect-MailboxImportExport -TenantId contoso.onmicrosoft.com -ClientId 11111111-2222-3333-4444-555555555555 -CertificateThumbprint A1B2C3D4E5F60718293A4B5C6D7E8F9012345678</code>
/// </example>
/// <example>
/// <para>Connects in an Azure Automation runbook with a certificate of the Automation account.</para>
/// <code>PS> Connect-MailboxImportExport -TenantId contoso.onmicrosoft.com -ClientId 11111111-2222-3333-4444-555555555555 -Certificate (Get-AutomationCertificate -Name MailboxExport)</code>
/// </example>
/// <example>
/// <para>Connects in an Azure Automation runbook with the managed identity of the Automation account.</para>
/// <code norun="needs a managed identity">PS> Connect-MailboxImportExport -ManagedIdentity</code>
/// </example>
/// <example>
/// <para>Connects with a client secret that a vault holds. The user name of the credential is the application id.</para>
/// <code>PS> Connect-MailboxImportExport -TenantId contoso.onmicrosoft.com -ClientSecretCredential (Get-Secret MailboxExport)</code>
/// </example>
/// <example>
/// <para>Signs in as a user, in the browser of this computer. Only the own mailbox of that user can then be reached.</para>
/// <code norun="needs a browser">PS> Connect-MailboxImportExport -ClientId 11111111-2222-3333-4444-555555555555 -TenantId contoso.onmicrosoft.com -LoginHint adele@contoso.com</code>
/// <para>There is no built-in application: register your own as a public client with the redirect address http://localhost.</para>
/// </example>
/// <example>
/// <para>Leaves half of what Microsoft allows to another program that works under the same application.</para>
/// <code>PS> Connect-MailboxImportExport -TenantId contoso.onmicrosoft.com -ClientSecretCredential (Get-Secret MailboxExport) -MailboxConcurrency 2 -MailboxRequestCount 5000 -MailboxIncomingBytes 75MB</code>
/// </example>
/// <example>
/// <para>Connects to a sandbox on the own computer, to rehearse without any account.</para>
/// <code>PS> Connect-MailboxImportExport -Sandbox</code>
/// <para>The sandbox is started with <c>dotnet run --project src/MailboxImportExport.Sandbox -c Release -- serve</c>.</para>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "MailboxImportExport", DefaultParameterSetName = InteractiveSet)]
[OutputType(typeof(MailboxImportExportConnection))]
public sealed class ConnectMailboxImportExportCommand : AsyncCmdlet
{
    private const string SecretSet = "ClientSecret";
    private const string ThumbprintSet = "CertificateThumbprint";
    private const string CertificateSet = "Certificate";
    private const string FileSet = "CertificateFile";
    private const string IdentitySet = "ManagedIdentity";
    private const string TokenSet = "AccessToken";
    private const string InteractiveSet = "Interactive";
    private const string DeviceCodeSet = "DeviceCode";
    private const string WorkloadSet = "WorkloadIdentity";
    private const string EnvironmentSet = "EnvironmentVariable";
    private const string AutomationSet = "AutomationConnection";
    private const string SandboxSet = "Sandbox";

    private SignIn? _signIn;
    private Cloud? _cloud;
    private Action<string>? _show;

    /// <summary>The tenant: its directory id or one of its verified domains.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [Parameter(Mandatory = true, ParameterSetName = ThumbprintSet)]
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet)]
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [Parameter(Mandatory = true, ParameterSetName = WorkloadSet)]
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    [Alias("Organization")]
    [ValidateNotNullOrEmpty]
    public string? TenantId { get; set; }

    /// <summary>The application (client) id; with <see cref="ManagedIdentity"/> that of a user-assigned identity.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ThumbprintSet)]
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet)]
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [Parameter(Mandatory = true, ParameterSetName = WorkloadSet)]
    [Parameter(Mandatory = true, ParameterSetName = InteractiveSet)]
    [Parameter(Mandatory = true, ParameterSetName = DeviceCodeSet)]
    [Parameter(ParameterSetName = IdentitySet)]
    [Alias("AppId", "ApplicationId")]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>A credential with the application id as user name and the client secret as password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? ClientSecretCredential { get; set; }

    /// <summary>Thumbprint of a certificate in CurrentUser\My or LocalMachine\My.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ThumbprintSet)]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>A certificate with its private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet)]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>A .pfx file with the certificate and its private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string? CertificatePath { get; set; }

    /// <summary>Password of the file.</summary>
    [Parameter(ParameterSetName = FileSet)]
    [ValidateNotNull]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>Signs in with the managed identity of Azure Automation, App Service, Functions or a virtual machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdentitySet)]
    [Alias("Identity")]
    public SwitchParameter ManagedIdentity { get; set; }

    /// <summary>A token for https://graph.microsoft.com that you got elsewhere. It is not renewed: when it ends, the run ends.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    /// <summary>The user to begin with in the browser, for example admin@contoso.com.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    [ValidateNotNullOrEmpty]
    public string? LoginHint { get; set; }

    /// <summary>Signs in with a code that is typed into a browser on another computer. Many tenants block this way, because it can be phished.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DeviceCodeSet)]
    [Alias("UseDeviceAuthentication", "Device")]
    public SwitchParameter UseDeviceCode { get; set; }

    /// <summary>A file with the token of another issuer that the application trusts (workload identity federation). It is read again when it is needed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WorkloadSet)]
    [ValidateNotNullOrEmpty]
    public string? FederatedTokenPath { get; set; }

    /// <summary>
    /// Signs in with what the environment variables say: AZURE_TENANT_ID and AZURE_CLIENT_ID with AZURE_CLIENT_CERTIFICATE_PATH,
    /// AZURE_FEDERATED_TOKEN_FILE or AZURE_CLIENT_SECRET.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = EnvironmentSet)]
    public SwitchParameter EnvironmentVariable { get; set; }

    /// <summary>A connection asset of Azure Automation: what Get-AutomationConnection returns, with TenantId, ApplicationId and CertificateThumbprint.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AutomationSet)]
    [ValidateNotNull]
    public Hashtable? AutomationConnection { get; set; }

    /// <summary>A proxy to go through, for example http://proxy.contoso.com:8080. It is not used for a managed identity.</summary>
    /// <value>The proxy of the system.</value>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>Signs in to the proxy with this credential.</summary>
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Signs in to the proxy as the account that runs the command.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Connects to a sandbox on this computer instead of a tenant; without another way to sign in, as the application that the sandbox brings.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    [Parameter(ParameterSetName = SecretSet)]
    [Parameter(ParameterSetName = ThumbprintSet)]
    [Parameter(ParameterSetName = CertificateSet)]
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = IdentitySet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    [Parameter(ParameterSetName = WorkloadSet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = AutomationSet)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>Address of the sandbox: https and a literal loopback address.</summary>
    /// <value>https://127.0.0.1:7443</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Uri { get; set; } = SandboxAddress.DefaultUri;

    /// <summary>SHA-256 thumbprint of the sandbox's certificate. It is found by itself when the sandbox was started by the same user.</summary>
    [Parameter]
    [ValidatePattern("^([0-9A-Fa-f]{2}[: ]?){32}$")]
    public string? SandboxThumbprint { get; set; }

    /// <summary>The cloud of the tenant. The API exists in the global cloud only; the others end with an error that says so.</summary>
    /// <value>Global</value>
    [Parameter]
    public MailboxImportExportEnvironment Environment { get; set; }

    /// <summary>The version of the API. Archive mailboxes are reached through beta whatever is chosen here.</summary>
    /// <value>beta</value>
    [Parameter]
    [ValidateSet("beta", "v1.0")]
    public string ApiVersion { get; set; } = "beta";

    /// <summary>Calls at once to one mailbox, at most. It begins with three and follows what the service takes.</summary>
    /// <value>4, which is what Microsoft allows for an application and mailbox</value>
    [Parameter]
    [ValidateRange(1, 4)]
    public int? MailboxConcurrency { get; set; }

    /// <summary>Requests to one mailbox in ten minutes, at most.</summary>
    /// <value>10000, which is what Microsoft allows for an application and mailbox</value>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? MailboxRequestCount { get; set; }

    /// <summary>Bytes that are sent to one mailbox in five minutes, at most; imports are. An item that is larger waits until nothing else was sent for five minutes.</summary>
    /// <value>150000000 (150 MB), which is what Microsoft allows for an application and mailbox</value>
    [Parameter]
    [ValidateRange(1_000_000L, 100_000_000_000L)]
    public long? MailboxIncomingBytes { get; set; }

    /// <summary>Calls at once over all mailboxes, at most. Microsoft documents no number: it begins with eight, and follows what the service takes.</summary>
    /// <value>256</value>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int? ApplicationConcurrency { get; set; }

    /// <summary>Writes the connection as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        _cloud = Cloud.Named(Environment.ToString());
        if (!_cloud.HasMailboxImportExport)
        {
            // Before anything is asked for: the error should not depend on whether the sign-in works.
            throw Errors.EnvironmentNotSupported(_cloud.Name);
        }

        if (!Sandbox && (SandboxThumbprint is not null || MyInvocation.BoundParameters.ContainsKey(nameof(Uri))))
        {
            throw Errors.SandboxNotMeant();
        }

        SandboxAddress? sandbox = Sandbox ? SandboxAddress.Find(Uri, SandboxThumbprint) : null;
        _cloud = sandbox?.ToCloud() ?? _cloud;
        _signIn = MakeSignIn(sandbox);
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        _show = output.Warning;
        output.Verbose($"Signing in to {_cloud!.Name} ({_signIn!.AuthType}, application {_signIn.ClientId ?? "from the identity"}).");
        MailboxImportExportConnection connection = await GraphConnection
            .OpenAsync(_signIn, _cloud, ApiVersion, new TransportOptions { Proxy = MakeProxy(), Wanted = MakeLimits() }, TimeProvider.System, cancellationToken)
            .ConfigureAwait(false);
        await output.AskAsync(() =>
        {
            // Whoever connects anew with larger numbers means them.
            if (DefaultConnection.Get(SessionState) is { IsClosed: false } earlier)
            {
                GraphConnection.Of(earlier).GiveUpLimits();
            }

            DefaultConnection.Set(SessionState, connection);
            return true;
        }).ConfigureAwait(false);
        output.Verbose($"Connected as {connection}.");
        if (PassThru)
        {
            await output.WriteObjectAsync(connection, cancellationToken).ConfigureAwait(false);
        }
    }

    private SignIn MakeSignIn(SandboxAddress? sandbox)
    {
        CertificateSource certificates = new(TimeProvider.System);
        return ParameterSetName switch
        {
            SecretSet => new ClientSecretSignIn { TenantId = TenantId, ClientId = ClientSecretCredential!.UserName, Secret = ClientSecretCredential.Password },
            ThumbprintSet => WithCertificate(certificates.FromStore(CertificateThumbprint!)),
            CertificateSet => WithCertificate(certificates.Check(Certificate!)),
            FileSet => WithCertificate(certificates.FromFile(FileSystemPath.Resolve(this, CertificatePath!), CertificatePassword)),
            // A switch that a script sets to $false names no way to sign in.
            IdentitySet when ManagedIdentity => new ManagedIdentitySignIn { ClientId = ClientId },
            TokenSet => new AccessTokenSignIn { Token = AccessToken! },
            InteractiveSet => new InteractiveSignIn { TenantId = TenantId, ClientId = ClientId, LoginHint = LoginHint },
            DeviceCodeSet when UseDeviceCode => new DeviceCodeSignIn { TenantId = TenantId, ClientId = ClientId, Show = text => _show?.Invoke(text) },
            WorkloadSet => new WorkloadIdentitySignIn { TenantId = TenantId, ClientId = ClientId, TokenFile = FileSystemPath.Resolve(this, FederatedTokenPath!) },
            EnvironmentSet when EnvironmentVariable => EnvironmentSignIn.Read(),
            AutomationSet => FromAsset(certificates),
            _ => BuiltIn(sandbox ?? throw Errors.SignInMissing()),
        };
    }

    private WantedLimits MakeLimits() => new()
    {
        MostLanes = MailboxConcurrency,
        Requests = MailboxRequestCount,
        UploadBytes = MailboxIncomingBytes,
        MostCeiling = ApplicationConcurrency,
    };

    private ProxySettings MakeProxy() => new()
    {
        Address = Proxy,
        Credentials = ProxyCredential?.GetNetworkCredential(),
        UseDefaultCredentials = ProxyUseDefaultCredentials,
    };

    private CertificateSignIn FromAsset(CertificateSource certificates)
    {
        Authentication.AutomationConnection asset = Authentication.AutomationConnection.Read(AutomationConnection!);
        return new CertificateSignIn { TenantId = asset.TenantId, ClientId = asset.ClientId, Certificate = certificates.FromStore(asset.CertificateThumbprint) };
    }

    private CertificateSignIn WithCertificate(X509Certificate2 certificate) => new() { TenantId = TenantId, ClientId = ClientId, Certificate = certificate };

    private static ClientSecretSignIn BuiltIn(SandboxAddress sandbox)
    {
        if (sandbox.ClientId is null || sandbox.ClientSecret is null || sandbox.TenantId is null)
        {
            throw Errors.SandboxNotFound(sandbox.Uri.ToString());
        }

        return new ClientSecretSignIn { TenantId = sandbox.TenantId, ClientId = sandbox.ClientId, Secret = SecureText.Of(sandbox.ClientSecret) };
    }
}
