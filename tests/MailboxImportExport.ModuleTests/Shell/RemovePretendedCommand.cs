using System.Management.Automation;
using System.Security;

namespace MailboxImportExport.ModuleTests.Shell;

/// <summary>Asks before it "removes".</summary>
[Cmdlet(VerbsCommon.Remove, "Pretended", DefaultParameterSetName = "Open", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
internal sealed class RemovePretendedCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string Name { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter AskTwice { get; set; }

    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Locked")]
    public SecureString? Key { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Locked")]
    public SwitchParameter Locked { get; set; }

    protected override void ProcessRecord()
    {
        if (ShouldProcess(Name, "Remove") && (!AskTwice || ShouldContinue($"Is {Name} really to go?", "Really")))
        {
            string by = Credential is null ? string.Empty : $" by {Credential.UserName}";
            string with = Key is null ? string.Empty : $" with a key of {Key.Length} characters";
            WriteObject($"{Name} removed{by}{with}");
        }
    }
}
