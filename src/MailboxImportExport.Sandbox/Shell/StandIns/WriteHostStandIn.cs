using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Write-Host: an information record that the host shows.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
internal sealed class WriteHostStandIn : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    protected override void ProcessRecord()
    {
        HostInformationMessage message = new() { Message = LanguagePrimitives.ConvertTo<string>(Object), NoNewLine = NoNewline };
        WriteInformation(message, ["PSHOST"]);
    }
}
