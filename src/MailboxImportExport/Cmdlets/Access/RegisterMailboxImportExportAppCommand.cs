using System.Collections.Generic;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Access;
using MailboxImportExport.Authentication;
using MailboxImportExport.Binding;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Registers an application for this module: with a certificate, the chosen permissions, and the consent of the administrator.</summary>
/// <remarks>
/// <para>Without a token and without an application to sign in with, a script of Microsoft Graph PowerShell and Exchange Online PowerShell is
/// printed instead, to be read and run by somebody who may.</para>
/// <para>Whoever signs in needs Application.ReadWrite.All and AppRoleAssignment.ReadWrite.All, and the directory role to use them: Cloud
/// Application Administrator registers, Privileged Role Administrator consents. The module itself has no application: name any of yours with
/// <see cref="DirectoryCmdlet.ClientId"/>, or bring a token from another module.</para>
/// <para>The ids of the permissions are looked up by name in the tenant. Of the certificate only the public part is sent.</para>
/// <para>The consent holds for all mailboxes of the tenant. To limit the application to some, print the script with
/// <see cref="DirectoryCmdlet.Scope"/>.</para>
/// </remarks>
/// <example>
/// <para>Writes the script that registers an application which only exports, limited to some mailboxes, for whoever may run it.</para>
/// <code>PS> Register-MailboxImportExportApp -DisplayName 'Mailbox export' -Profile ExportOnly -Scope "CustomAttribute1 -eq 'MbxExport'" | Set-Content ./register.ps1</code>
/// </example>
/// <example>
/// <para>Registers it at once, with a token of Azure PowerShell.</para>
/// <code norun="needs Azure PowerShell">PS> $token = (Get-AzAccessToken -ResourceUrl https://graph.microsoft.com -AsSecureString).Token
/// PS> Register-MailboxImportExportApp -DisplayName 'Mailbox export' -CertificatePath ./mailbox-export.cer -AccessToken $token</code>
/// </example>
/// <example>
/// <para>Shows what would be done.</para>
/// <code norun="needs a browser">PS> Register-MailboxImportExportApp -DisplayName 'Mailbox copy' -Profile Copy -ClientId 11111111-2222-3333-4444-555555555555 -WhatIf</code>
/// </example>
[Cmdlet(VerbsLifecycle.Register, "MailboxImportExportApp", DefaultParameterSetName = ScriptSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(MailboxImportExportApp), ParameterSetName = [TokenSet, InteractiveSet, ConnectionSet])]
[OutputType(typeof(string), ParameterSetName = [ScriptSet])]
[RequiredPermission("Application.ReadWrite.All", For = "registering")]
[RequiredPermission("AppRoleAssignment.ReadWrite.All", For = "the consent")]
public sealed class RegisterMailboxImportExportAppCommand : DirectoryCmdlet
{
    private const string ExamplePath = "./mailbox-export.cer";

    private IReadOnlyList<string> _permissions = [];
    private X509Certificate2? _certificate;
    private bool _goesOn;

    /// <summary>Name of the application.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? DisplayName { get; set; }

    /// <summary>The certificate with which the application will sign in; only its public part is used.</summary>
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = ConnectionSet)]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>A file with the public part of that certificate (.cer, .crt or .pem).</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificatePath { get; set; }

    /// <summary>Registers another application of a name that is there already.</summary>
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = ConnectionSet)]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        _permissions = Permissions();
        if (PrintsScript)
        {
            return;
        }

        _certificate = CertificatePath is null ? Certificate : CertificateSource.PublicFromFile(FileSystemPath.Resolve(this, CertificatePath));
        string certificate = _certificate is null ? "without a certificate" : $"with the certificate {_certificate.Thumbprint}";
        _goesOn = ShouldProcess($"'{DisplayName}' {certificate}", $"Register application and consent to {string.Join(", ", _permissions)} for all mailboxes");
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (PrintsScript)
        {
            await output.WriteObjectAsync(AccessScript.Register(DisplayName!, CertificatePath ?? ExamplePath, _permissions, Scope), cancellationToken).ConfigureAwait(false);
            return;
        }

        if (_goesOn)
        {
            await WithConnectionAsync(
                async connection =>
                {
                    MailboxImportExportApp app = await new RegisterApp(connection, output)
                        .RunAsync(DisplayName!, _permissions, _certificate, Force, cancellationToken)
                        .ConfigureAwait(false);
                    await output.WriteObjectAsync(app, cancellationToken).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
    }
}
