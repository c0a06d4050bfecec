using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.ModuleTests.Examples.OtherModules;

/// <summary>What the two commands of Exchange Online for mailboxes have in common.</summary>
internal abstract class MailboxCommand : TenantCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public string? Identity { get; set; }

    [Parameter]
    public string[] RecipientTypeDetails { get; set; } = [];

    [Parameter]
    [ValidatePattern("^(Unlimited|[0-9]+)$")]
    public string ResultSize { get; set; } = "1000";

    [Parameter]
    public SwitchParameter Archive { get; set; }

    protected override void ProcessRecord()
    {
        IEnumerable<SandboxUser> users = UsersWithMailbox
            .Where(u => Identity is null || Tenant.FindUser(Identity) == u)
            .Where(u => RecipientTypeDetails.Length == 0 || RecipientTypeDetails.Contains(RecipientTypeDetailsOf(u)))
            .Where(u => !Archive || u.Archive is not null);
        WriteObject(users.Select(Describe), enumerateCollection: true);
    }

    protected abstract PSObject Describe(SandboxUser user);
}
