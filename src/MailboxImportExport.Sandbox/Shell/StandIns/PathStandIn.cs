using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>What the commands on existing files and folders have in common: a path with wildcards, or one taken literally.</summary>
internal abstract class PathStandIn : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] LiteralPath { get; set; } = [];

    protected bool IsLiteral => ParameterSetName == "LiteralPath";

    protected string[] Paths => IsLiteral ? LiteralPath : Path;
}
