using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Access.Service;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Asks the service what its documentation leaves open, on a test mailbox, and writes what it answered.</summary>
/// <remarks>
/// <para>For the first connection to a tenant: several facts that this module relies on are known from others or assumed (docs/wire-contract.md).
/// Give a mailbox that nobody misses.</para>
/// <para>Only a folder of its own is created, and removed at the end, also when the command is stopped. No item is read. <c>-WhatIf</c> lists every
/// call; <c>-Confirm</c> asks before each.</para>
/// <para>The report holds statuses, codes, names of headers and properties, and seconds: no ids, no addresses, no content. It can be given to others.</para>
/// </remarks>
/// <example>
/// <para>Shows every call that would be made.</para>
/// <code>PS> Test-MailboxImportExportService -Mailbox chika@contoso.example -WhatIf</code>
/// </example>
/// <example>
/// <para>Asks, and writes the report.</para>
/// <code>PS> Test-MailboxImportExportService -Mailbox chika@contoso.example -Path ./service.json</code>
/// </example>
/// <example>
/// <para>Shows what the service refused.</para>
/// <code>PS> Test-MailboxImportExportService -Mailbox chika@contoso.example | Where-Object StatusCode -ge 400 | Select-Object Question, StatusCode, ServiceCode</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "MailboxImportExportService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MailboxServiceFinding))]
[RequiredPermission("MailboxFolder.ReadWrite.All", For = "the folder of the test")]
[RequiredPermission("MailboxItem.Read.All", For = "listing that folder")]
[RequiredPermission("MailboxItem.ImportExport.All", For = "exports and imports")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class TestMailboxImportExportServiceCommand : ConnectedCmdlet
{
    private readonly List<ServiceStep> _steps = [];

    private GraphConnection? _connection;
    private string? _path;

    /// <summary>A test mailbox: user principal name, Entra object id, or <c>MBX:</c> id. It is never taken from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [MailboxIdentityTransformation]
    [ValidateCount(1, 1)]
    public MailboxIdentity[]? Mailbox { get; set; }

    /// <summary>A file for the report, as JSON. One that is there is replaced.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        _connection = GraphConnection.Of(RequireConnection());
        _path = FileSystemPath.ResolveOptional(this, Path);
        _steps.AddRange(ServiceSteps.All.Where(step => ShouldProcess(Mailbox![0].ToString(), step.Call)));
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (_steps.Count == 0)
        {
            return;
        }

        MailboxContentStore store = await new MailboxResolver(_connection!, output).ResolveAsync(Mailbox![0], archive: false, compose: false, cancellationToken).ConfigureAwait(false);
        List<MailboxServiceFinding> findings = [];
        await foreach (MailboxServiceFinding finding in new TryService(_connection!, output).RunAsync(store, _steps, cancellationToken).ConfigureAwait(false))
        {
            findings.Add(finding);
            await output.WriteObjectAsync(finding, cancellationToken).ConfigureAwait(false);
        }

        if (_path is not null)
        {
            ServiceReport.Write(_path, findings, _connection!.ApiVersion, _connection.Time.GetUtcNow());
        }
    }
}
