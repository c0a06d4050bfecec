using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.ModuleTests.Examples.OtherModules;

/// <summary>Get-MgUser: Id is the id of the user in Entra, and the address is called Mail.</summary>
[Cmdlet(VerbsCommon.Get, "MgUser")]
internal sealed class GetMgUserCommand : TenantCommand
{
    [Parameter]
    public string? UserId { get; set; }

    [Parameter]
    public SwitchParameter All { get; set; }

    protected override void ProcessRecord()
        => WriteObject(Tenant.Users.Where(u => UserId is null || Tenant.FindUser(UserId) == u).Select(Describe), enumerateCollection: true);

    private static PSObject Describe(SandboxUser user)
    {
        PSObject value = Of(
            ("DisplayName", user.DisplayName), ("Id", user.ObjectId.ToString()), ("Mail", user.PrimarySmtpAddress), ("UserPrincipalName", user.UserPrincipalName));
        value.TypeNames.Insert(0, "Microsoft.Graph.PowerShell.Models.MicrosoftGraphUser");
        return value;
    }
}
