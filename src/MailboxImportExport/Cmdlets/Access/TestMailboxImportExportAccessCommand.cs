using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Access;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Tries every call of the API on a mailbox and shows which are allowed, without reading or changing anything.</summary>
/// <remarks>
/// <para>One result is written for each call. Denied names the permission that is missing; NotFound that the mailbox is not there; NotTested
/// that the call was not tried, or that its answer tells nothing about permissions.</para>
/// <para>No content is read: the export asks for an item that cannot exist, and that the service says so of the item shows that exporting is
/// allowed. An import session is opened and left to lapse, and the host that imports go to is reached without a link, because firewalls
/// open one host and forget the other.</para>
/// <para>Nothing is decided from the token: an application that is scoped in Exchange has no roles in it. When it does have roles for all mailboxes, one
/// warning says so, because they make a scope worthless.</para>
/// <para>A user reaches only the own mailbox. Another one ends with the error DelegatedMailboxRefused.</para>
/// </remarks>
/// <example>
/// <para>Tries a mailbox.</para>
/// <code>PS> Test-MailboxImportExportAccess adele@contoso.example</code>
/// </example>
/// <example>
/// <para>Tries the writing of folders as well: a folder is created and removed again.</para>
/// <code>PS> Test-MailboxImportExportAccess adele@contoso.example -IncludeWrite</code>
/// </example>
/// <example>
/// <para>Proves that a mailbox outside of the scope is out of reach. An error says when it is not.</para>
/// <code norun="the application of the sandbox reaches every mailbox">PS> Test-MailboxImportExportAccess director@contoso.example -ExpectDenied</code>
/// </example>
/// <example>
/// <para>Shows what is missing for all shared mailboxes.</para>
/// <code>PS> Get-EXOMailbox -RecipientTypeDetails SharedMailbox | Test-MailboxImportExportAccess | Where-Object Status -eq Denied</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "MailboxImportExportAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MailboxAccessResult))]
[RequiredPermission("User.Read.All", For = "the call Settings")]
[RequiredPermission("MailboxFolder.Read.All", For = "the call Folders")]
[RequiredPermission("MailboxItem.Read.All", For = "the call Items")]
[RequiredPermission("MailboxItem.Export.All", For = "the call Export")]
[RequiredPermission("MailboxItem.ImportExport.All", For = "the call ImportSession")]
[RequiredPermission("MailboxFolder.ReadWrite.All", For = "the call FolderWrite, with -IncludeWrite")]
public sealed class TestMailboxImportExportAccessCommand : MailboxInputCmdlet
{
    private const int MailboxesThatMayWait = 50;

    private StreamingRun<AccessRequest>? _run;

    /// <summary>Creates a folder in the mailbox and removes it again.</summary>
    [Parameter]
    public SwitchParameter IncludeWrite { get; set; }

    /// <summary>Expects that every call on the mailbox is refused, and writes the error AccessNotDenied when one is not.</summary>
    [Parameter]
    public SwitchParameter ExpectDenied { get; set; }

    /// <inheritdoc/>
    private protected override IStreamingRun? Run => _run;

    /// <inheritdoc/>
    protected override void BindInput()
    {
        foreach (MailboxIdentity mailbox in Mailbox!)
        {
            bool write = IncludeWrite && ShouldProcess(mailbox.ToString(), "Create a folder and remove it again");
            _run!.Add(new AccessRequest(mailbox, Archive, ComposeMailboxId, write));
        }
    }

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        GraphConnection connection = GraphConnection.Of(RequireConnection());
        bool expectDenied = ExpectDenied;
        _run = new StreamingRun<AccessRequest>(this, MailboxesThatMayWait, (requests, output, token) => TestAsync(connection, expectDenied, requests, output, token));
    }

    private static async Task TestAsync(GraphConnection connection, bool expectDenied, ChannelReader<AccessRequest> requests, CmdletOutput output, CancellationToken cancellationToken)
    {
        ProbeAccess probe = new(connection, output);
        bool hasWarned = false;
        while (await requests.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (requests.TryRead(out AccessRequest? request))
            {
                try
                {
                    await TestAsync(probe, connection, expectDenied, request, output, cancellationToken).ConfigureAwait(false);
                }
                catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
                {
                    await output.WriteErrorAsync(e, request.Mailbox.Text, cancellationToken).ConfigureAwait(false);
                }

                // After the first calls: a token that was renewed on the way shows its roles then.
                hasWarned = hasWarned || Warn(connection, output);
            }
        }
    }

    private static async Task TestAsync(
        ProbeAccess probe,
        GraphConnection connection,
        bool expectDenied,
        AccessRequest request,
        CmdletOutput output,
        CancellationToken cancellationToken)
    {
        List<MailboxAccessResult> results = [];
        await foreach (MailboxAccessResult result in probe.RunAsync(request, cancellationToken).ConfigureAwait(false))
        {
            results.Add(expectDenied ? AccessVerdict.Expecting(result) : result);
            await output.WriteObjectAsync(results[results.Count - 1], cancellationToken).ConfigureAwait(false);
        }

        MailboxImportExportException? error = expectDenied
            ? AccessVerdict.NotDenied(request.Mailbox.Text, results)
            : AccessVerdict.ForeignMailbox(request, results, connection.Identity);
        if (error is not null)
        {
            await output.WriteErrorAsync(error, request.Mailbox.Text, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool Warn(GraphConnection connection, CmdletOutput output)
    {
        IReadOnlyList<string> roles = ProbeAccess.TenantWideRoles(connection.Identity);
        if (roles.Count == 0)
        {
            return false;
        }

        output.Warning($"The token has roles for all mailboxes of the tenant ({string.Join(", ", roles)}): no scope in Exchange limits them.");
        return true;
    }
}
