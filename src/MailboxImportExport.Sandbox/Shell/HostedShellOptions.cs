using System;
using System.IO;
using System.Management.Automation.Runspaces;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>How a <see cref="HostedShell"/> is made.</summary>
internal sealed record HostedShellOptions
{
    /// <summary>Whether the commands of <see cref="UtilityStandIns"/> are there, which an installed PowerShell has.</summary>
    internal bool WithUtilityStandIns { get; init; }

    /// <summary>Where the text of <see cref="HostedShell.RunAsUser"/> is shown as it comes.</summary>
    internal TextWriter? Echo { get; init; }

    /// <summary>A change to the session before it opens.</summary>
    internal Action<InitialSessionState>? Configure { get; init; }
}
