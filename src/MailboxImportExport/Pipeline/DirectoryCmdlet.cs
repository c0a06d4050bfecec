using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Access;
using MailboxImportExport.Authentication;
using MailboxImportExport.Binding;
using MailboxImportExport.Cmdlets;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Pipeline;

/// <summary>A command that changes the directory, as whoever is named for this one command, or prints a script that does.</summary>
public abstract class DirectoryCmdlet : AsyncCmdlet
{
    private protected const string ScriptSet = "Script";
    private protected const string TokenSet = "AccessToken";
    private protected const string InteractiveSet = "Interactive";
    private protected const string ConnectionSet = "Connection";

    /// <summary>
    /// A token of an administrator for https://graph.microsoft.com, for example from Get-AzAccessToken. A text is taken as well.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [AccessTokenTransformation]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    /// <summary>
    /// Client id of an application through which an administrator signs in, in the browser. It needs the redirect address http://localhost and
    /// the delegated permissions that this command names.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = InteractiveSet)]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>The tenant to sign in to: its directory id or one of its verified domains.</summary>
    /// <value>The tenant of the user.</value>
    [Parameter(ParameterSetName = InteractiveSet)]
    [ValidateNotNullOrEmpty]
    public string? TenantId { get; set; }

    /// <summary>The user to begin with in the browser, for example admin@contoso.com.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    [ValidateNotNullOrEmpty]
    public string? LoginHint { get; set; }

    /// <summary>A connection from Connect-MailboxImportExport -PassThru whose identity may change the directory. The connection of the session is never used.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ConnectionSet)]
    [ValidateNotNull]
    public MailboxImportExportConnection? Connection { get; set; }

    /// <summary>The token is one of a sandbox on this computer.</summary>
    [Parameter(ParameterSetName = TokenSet)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>Address of the sandbox: https and a literal loopback address.</summary>
    /// <value>https://127.0.0.1:7443</value>
    [Parameter(ParameterSetName = TokenSet)]
    [ValidateNotNullOrEmpty]
    public string Uri { get; set; } = SandboxAddress.DefaultUri;

    /// <summary>Prints the commands of Microsoft Graph PowerShell and Exchange Online PowerShell instead; nothing is called.</summary>
    /// <value>The default where neither a token nor an application to sign in with is given.</value>
    [Parameter(ParameterSetName = ScriptSet)]
    public SwitchParameter AsScript { get; set; }

    /// <summary>
    /// Limits the application to the mailboxes that match this recipient filter of Exchange, for example "CustomAttribute1 -eq 'MbxExport'". In a
    /// script only: Microsoft Graph cannot do it.
    /// </summary>
    [Parameter(ParameterSetName = ScriptSet)]
    [ValidateNotNullOrEmpty]
    public string? Scope { get; set; }

    /// <summary>What the application is for: ExportOnly, Restore or Copy.</summary>
    /// <value>ExportOnly</value>
    [Parameter]
    public MailboxImportExportProfile Profile { get; set; }

    /// <summary>Application permissions, in the place of those of a profile.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string[]? Permission { get; set; }

    /// <summary>Whether a script is printed.</summary>
    private protected bool PrintsScript => ParameterSetName == ScriptSet;

    /// <summary>The permissions that were asked for.</summary>
    private protected IReadOnlyList<string> Permissions()
        => Permission is null ? AccessProfile.PermissionsOf(Profile.ToString()) : AccessProfile.Checked(Permission);

    /// <summary>Signs in and does the work; a connection that was made for it is closed again.</summary>
    private protected async Task WithConnectionAsync(Func<GraphConnection, Task> work, CancellationToken cancellationToken)
    {
        if (ParameterSetName == ConnectionSet)
        {
            await work(GraphConnection.Of(Connection!)).ConfigureAwait(false);
            return;
        }

        Cloud cloud = Sandbox ? SandboxAddress.Find(Uri, null).ToCloud() : Cloud.Global;
        SignIn signIn = AccessToken is not null
            ? new AccessTokenSignIn { Token = AccessToken }
            : new InteractiveSignIn { ClientId = ClientId, TenantId = TenantId, LoginHint = LoginHint };
        using MailboxImportExportConnection connection = await GraphConnection
            .OpenAsync(signIn, cloud, "v1.0", TransportOptions.Default, TimeProvider.System, cancellationToken)
            .ConfigureAwait(false);
        await work(GraphConnection.Of(connection)).ConfigureAwait(false);
    }
}
