using System;
using System.Management.Automation.Runspaces;
using MailboxImportExport.Sandbox.Shell;

namespace MailboxImportExport.ModuleTests.Shell;

/// <summary>One shell for all tests of a class; each test gets it as if it were new.</summary>
public sealed class ShellFixture : IDisposable
{
    private readonly HostedShell _shell = new(new()
    {
        WithUtilityStandIns = true,
        Configure = state =>
        {
            state.Commands.Add(new SessionStateCmdletEntry("Write-EachStream", typeof(WriteEachStreamCommand), null));
            state.Commands.Add(new SessionStateCmdletEntry("Wait-ForStop", typeof(WaitForStopCommand), null));
            state.Commands.Add(new SessionStateCmdletEntry("Get-Numbered", typeof(GetNumberedCommand), null));
            state.Commands.Add(new SessionStateCmdletEntry("Remove-Pretended", typeof(RemovePretendedCommand), null));
        },
    });

    public void Dispose() => _shell.Dispose();

    internal HostedShell Fresh()
    {
        _shell.Reset();
        return _shell;
    }
}
