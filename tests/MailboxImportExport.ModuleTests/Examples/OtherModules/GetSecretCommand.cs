using System.Linq;
using System.Management.Automation;
using System.Net;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.ModuleTests.Examples.OtherModules;

/// <summary>Get-Secret of a vault that holds the credential of each application under the name of the application.</summary>
[Cmdlet(VerbsCommon.Get, "Secret")]
internal sealed class GetSecretCommand : TenantCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = string.Empty;

    protected override void ProcessRecord()
    {
        SandboxApplication application = Tenant.Applications.Single(a => a.Name == Name);
        WriteObject(new PSCredential(application.ClientId.ToString(), new NetworkCredential(string.Empty, application.Secrets[0].Value).SecurePassword));
    }
}
