using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.ModuleTests.Examples.OtherModules;

/// <summary>Get-AutomationCertificate of an account that holds the certificate of each application under the name of the application.</summary>
[Cmdlet(VerbsCommon.Get, "AutomationCertificate")]
internal sealed class GetAutomationCertificateCommand : TenantCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = string.Empty;

    protected override void ProcessRecord()
    {
        SandboxApplication application = Tenant.Applications.Single(a => a.Name == Name);
        WriteObject(application.Certificates[0]);
    }
}
