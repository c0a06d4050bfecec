using System;
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
/// </remarks>
/// <example>
/// <para>Connects with a certificate. This is the way for scheduled work: nothing secret stands in the script.</para>
/// <code norun="needs a certificate in the store">PS> Connect-MailboxImportExport -TenantId contoso.onmicrosoft.com -ClientId 11111111-2222-3333-4444-555555555555 -CertificateThumbprint A1B2C3D4E5F60718293A4B5C6D7E8F9012345678</code>
/// </example>
/// <example>
/// <para>Connects in an Azure Automation runbook with the managed identity of the Automation account.</para>
/// <code norun="needs a managed identity">PS> Connect-MailboxImportExport -ManagedIdentity</code>
/// </example>
/// <example>
/// <para>Connects with a client secret that a vault holds. The user name of the credential is the application id.</para>
/// <code norun="needs a vault">PS> Connect-MailboxImportExport -TenantId contoso.onmicrosoft.com -ClientSecretCredential (Get-Secret MailboxExport)</code>
/// </example>
/// <example>
/// <para>Connects to a sandbox on the own computer, to rehearse without any account.</para>
/// <code>PS> Connect-MailboxImportExport -Sandbox</code>
/// <para>The sandbox is started with <c>dotnet run --project src/MailboxImportExport.Sandbox -c Release -- serve</c>.</para>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "MailboxImportExport", DefaultParameterSetName = SandboxSet)]
[OutputType(typeof(MailboxImportExportConnection))]
public sealed class ConnectMailboxImportExportCommand : AsyncCmdlet
{
    private const string SecretSet = "ClientSecret";
    private const string ThumbprintSet = "CertificateThumbprint";
    private const string CertificateSet = "Certificate";
    private const string FileSet = "CertificateFile";
    private const string IdentitySet = "ManagedIdentity";
    private const string TokenSet = "AccessToken";
    private const string SandboxSet = "Sandbox";

    private SignIn? _signIn;
    private Cloud? _cloud;

    /// <summary>The tenant: its directory id or one of its verified domains.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [Parameter(Mandatory = true, ParameterSetName = ThumbprintSet)]
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet)]
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
    [Alias("Organization")]
    [ValidateNotNullOrEmpty]
    public string? TenantId { get; set; }

    /// <summary>The application (client) id; with <see cref="ManagedIdentity"/> that of a user-assigned identity.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ThumbprintSet)]
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet)]
    [Parameter(Mandatory = true, ParameterSetName = FileSet)]
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

    /// <summary>Connects to a sandbox on this computer instead of a tenant; without another way to sign in, as the application that the sandbox brings.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    [Parameter(ParameterSetName = SecretSet)]
    [Parameter(ParameterSetName = ThumbprintSet)]
    [Parameter(ParameterSetName = CertificateSet)]
    [Parameter(ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = IdentitySet)]
    [Parameter(ParameterSetName = TokenSet)]
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

    /// <summary>Writes the connection as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        SandboxAddress? sandbox = Sandbox ? SandboxAddress.Find(Uri, SandboxThumbprint) : null;
        _cloud = sandbox?.ToCloud() ?? Cloud.Named(Environment.ToString());
        if (!_cloud.HasMailboxImportExport)
        {
            // Before a token is asked for: the error should not depend on whether the sign-in works.
            throw Errors.EnvironmentNotSupported(_cloud.Name);
        }

        _signIn = MakeSignIn(sandbox);
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        output.Verbose($"Signing in to {_cloud!.Name} ({_signIn!.AuthType}, application {_signIn.ClientId ?? "from the identity"}).");
        MailboxImportExportConnection connection = await GraphConnection
            .OpenAsync(_signIn, _cloud, ApiVersion, TransportOptions.Default, TimeProvider.System, cancellationToken)
            .ConfigureAwait(false);
        await output.AskAsync(() =>
        {
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
            FileSet => WithCertificate(certificates.FromFile(GetUnresolvedProviderPathFromPSPath(CertificatePath), CertificatePassword)),
            IdentitySet => new ManagedIdentitySignIn { ClientId = ClientId },
            TokenSet => new AccessTokenSignIn { Token = AccessToken! },
            _ => BuiltIn(sandbox!),
        };
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
