using System;
using System.Management.Automation;
using MailboxImportExport.Sandbox.Shell;

namespace MailboxImportExport.ModuleTests.Secrets;

/// <summary>Writes a text to a stream, as a command would that lets it out by mistake.</summary>
[Cmdlet(VerbsCommunications.Write, "Planted")]
internal sealed class WritePlantedCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Place { get; set; } = string.Empty;

    [Parameter(Mandatory = true, Position = 1)]
    public string Text { get; set; } = string.Empty;

    protected override void ProcessRecord()
    {
        switch (Place)
        {
            case nameof(ShellStream.Output):
                WriteObject(new { Inner = new { Text } });
                break;
            case nameof(ShellStream.Error):
                WriteError(new ErrorRecord(Failure(), "Planted", ErrorCategory.NotSpecified, null));
                break;
            case "ErrorTarget":
                WriteError(new ErrorRecord(new InvalidOperationException(), "Planted", ErrorCategory.NotSpecified, Text));
                break;
            case "ErrorDetails":
                WriteError(new ErrorRecord(new InvalidOperationException(), "Planted", ErrorCategory.NotSpecified, null) { ErrorDetails = new ErrorDetails("x") { RecommendedAction = Text } });
                break;
            case "ErrorData":
                WriteError(new ErrorRecord(new InvalidOperationException { Data = { ["key"] = Text } }, "Planted", ErrorCategory.NotSpecified, null));
                break;
            case "TerminatingError":
                ThrowTerminatingError(new ErrorRecord(Failure(), "Planted", ErrorCategory.NotSpecified, null));
                break;
            case nameof(ShellStream.Warning):
                WriteWarning(Text);
                break;
            case nameof(ShellStream.Verbose):
                WriteVerbose(Text);
                break;
            case nameof(ShellStream.Debug):
                WriteDebug(Text);
                break;
            case nameof(ShellStream.Information):
                WriteInformation(Text, []);
                break;
            case nameof(ShellStream.Progress):
                WriteProgress(new ProgressRecord(1, "activity", "status") { CurrentOperation = Text });
                break;
        }
    }

    private InvalidOperationException Failure() => new("outer", new InvalidOperationException("inner", new FormatException(Text)));
}
