using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>The host that the engine sees: a console nobody sits at, in the culture of the machine-independent English.</summary>
internal sealed class ScriptedHost(ScriptedUserInterface userInterface) : PSHost
{
    internal static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    public override CultureInfo CurrentCulture => English;

    public override CultureInfo CurrentUICulture => English;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "MailboxImportExport.Sandbox";

    public override PSHostUserInterface UI => userInterface;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException("Nobody is there to use a nested prompt.");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    // "exit" ends the script, which the engine does by itself; the process belongs to the tests or to the tour.
    public override void SetShouldExit(int exitCode)
    {
    }
}
