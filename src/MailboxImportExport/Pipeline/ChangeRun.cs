using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Graph.Changes;

namespace MailboxImportExport.Pipeline;

/// <summary>The token of a command that tells changes: read at its beginning, left in a variable at its end.</summary>
internal sealed class ChangeRun
{
    // What says which mailboxes and folders; everything else would leave changes out that are never told again.
    private static readonly HashSet<string> Allowed =
    [
        "Mailbox", "Archive", "ComposeMailboxId", "Connection", "Folder", "Recurse", "IncludeFolders", "ExcludeFolders", "IncludeHidden", "RecoverableItems",
        "Delta", "DeltaToken", "DeltaTokenVariable",
    ];

    private readonly PSCmdlet _cmdlet;
    private readonly string? _variable;

    private ChangeRun(PSCmdlet cmdlet, ChangeToken token, string? given, string? variable, IEnumerable<string> refused)
    {
        string[] own = [.. cmdlet.MyInvocation.BoundParameters.Keys.Where(name => refused.Contains(name))];
        if (own.Length > 0)
        {
            throw Errors.NotWithChanges(own);
        }

        _cmdlet = cmdlet;
        _variable = variable;
        Token = token;
        if (!string.IsNullOrWhiteSpace(given))
        {
            Token.Read(given!);
        }
    }

    /// <summary>Where the rounds ended; what ends in this run is put in.</summary>
    public ChangeToken Token { get; }

    public static ChangeRun OfItems(PSCmdlet cmdlet, string? given, string? variable)
        => new(cmdlet, ChangeToken.ForItems(), given, variable, cmdlet.MyInvocation.MyCommand.Parameters.Keys.Where(n => !Allowed.Contains(n) && !Cmdlet.CommonParameters.Contains(n)));

    public static ChangeRun OfFolders(PSCmdlet cmdlet, string? given, string? variable)
        => new(cmdlet, ChangeToken.ForFolders(), given, variable, ["Folder", "Recurse", "IncludeSize"]);

    /// <summary>Leaves the token where the user wants it; only called when the command was not stopped.</summary>
    public void KeepToken()
    {
        if (_variable is not null)
        {
            _cmdlet.SessionState.PSVariable.Set(_variable, Token.ToString());
        }
    }
}
