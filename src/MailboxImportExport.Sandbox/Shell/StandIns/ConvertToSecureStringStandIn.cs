using System.Management.Automation;
using System.Net;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>ConvertTo-SecureString from plain text.</summary>
[Cmdlet(VerbsData.ConvertTo, "SecureString")]
internal sealed class ConvertToSecureStringStandIn : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string String { get; set; } = string.Empty;

    // Mandatory because encrypted text, which the real command takes without it, is not understood here.
    [Parameter(Mandatory = true)]
    public SwitchParameter AsPlainText { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord() => WriteObject(new NetworkCredential(string.Empty, String).SecurePassword);
}
