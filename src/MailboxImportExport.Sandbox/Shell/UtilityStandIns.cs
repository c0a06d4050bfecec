using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using MailboxImportExport.Sandbox.Shell.StandIns;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>
/// Commands that every installed PowerShell has and the engine alone has not. Each does what its namesake does for the
/// parameters it knows and refuses the others; none pretends.
/// </summary>
internal static class UtilityStandIns
{
    private static readonly (string Alias, string Command)[] Aliases =
    [
        ("select", "Select-Object"),
        ("sort", "Sort-Object"),
        ("measure", "Measure-Object"),
        ("ft", "Format-Table"),
        ("fl", "Format-List"),
        ("echo", "Write-Output"),
        ("gci", "Get-ChildItem"),
        ("dir", "Get-ChildItem"),
        ("gi", "Get-Item"),
    ];

    internal static void AddTo(InitialSessionState state)
    {
        foreach (Type type in typeof(PathStandIn).Assembly.GetTypes())
        {
            if (type.Namespace == typeof(PathStandIn).Namespace && type.GetCustomAttribute<CmdletAttribute>() is CmdletAttribute cmdlet)
            {
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, helpFileName: null));
            }
        }

        foreach ((string alias, string command) in Aliases.Where(pair => state.Commands[pair.Alias].Count == 0))
        {
            state.Commands.Add(new SessionStateAliasEntry(alias, command));
        }
    }
}
