using System;
using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>
/// The two things of the engine that its own utility commands use and nobody else may. Without the first there is no way to
/// end the commands upstream and still go on with the rest of the line: a stop of the pipeline ends everything, and "break"
/// leaves the enclosing loop of the script. Without the second a table could only be imitated.
/// </summary>
internal static class EngineInternals
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Makes the exception by which Select-Object -First ends the commands before it in the pipeline.</summary>
    internal static Exception StopUpstream(Cmdlet command) =>
        (Exception)Create("System.Management.Automation.StopUpstreamCommandsException", command);

    /// <summary>Gives a formatting command the engine's own implementation of a shape ("Table", "List").</summary>
    internal static void UseShape(FrontEndCommandBase command, string shape)
    {
        const string Format = "Microsoft.PowerShell.Commands.Internal.Format.";
        object value = Enum.Parse(Get(Format + "FormatShape"), shape);
        FieldInfo implementation = typeof(FrontEndCommandBase).GetField("implementation", Hidden)
            ?? throw new MissingFieldException(nameof(FrontEndCommandBase), "implementation");
        implementation.SetValue(command, Create(Format + "InnerFormatShapeCommand", value));
    }

    private static object Create(string type, object argument) =>
        Activator.CreateInstance(Get(type), Hidden, null, [argument], null) ?? throw new MissingMethodException(type, ".ctor");

    private static Type Get(string name) => typeof(PSObject).Assembly.GetType(name, throwOnError: true) ?? throw new TypeLoadException(name);
}
