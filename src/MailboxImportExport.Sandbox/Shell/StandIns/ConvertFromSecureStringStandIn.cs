using System.Management.Automation;
using System.Net;
using System.Security;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>ConvertFrom-SecureString to plain text.</summary>
[Cmdlet(VerbsData.ConvertFrom, "SecureString")]
internal sealed class ConvertFromSecureStringStandIn : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public SecureString SecureString { get; set; } = new();

    // Mandatory because encrypted text, which the real command gives without it, is not made here.
    [Parameter(Mandatory = true)]
    public SwitchParameter AsPlainText { get; set; }

    protected override void ProcessRecord() => WriteObject(new NetworkCredential(string.Empty, SecureString).Password);
}
