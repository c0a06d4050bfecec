using System;
using System.IO;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Set-Content: a line for each value.</summary>
[Cmdlet(VerbsCommon.Set, "Content", SupportsShouldProcess = true)]
internal sealed class SetContentStandIn : PSCmdlet, IDisposable
{
    private StreamWriter? _file;

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = string.Empty;

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Value { get; set; }

    protected override void BeginProcessing()
    {
        string file = GetUnresolvedProviderPathFromPSPath(Path);
        _file = ShouldProcess(file) ? new StreamWriter(file) : null;
    }

    protected override void ProcessRecord()
    {
        foreach (object? value in Value ?? [])
        {
            _file?.WriteLine(LanguagePrimitives.ConvertTo<string>(value));
        }
    }

    protected override void EndProcessing() => Dispose();

    public void Dispose() => _file?.Dispose();
}
