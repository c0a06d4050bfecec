using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace MailboxImportExport.Binding;

/// <summary>What the commands say they need, read from their attributes: the same source as the help and the text of a refusal.</summary>
internal static class CommandPermissions
{
    /// <summary>Names of all commands, sorted.</summary>
    public static IReadOnlyList<string> Commands { get; } = [.. Types().Select(static t => t.Name).OrderBy(static n => n, StringComparer.Ordinal)];

    /// <summary>Every permission of every command, sorted by command.</summary>
    public static IEnumerable<(string Command, RequiredPermissionAttribute Permission)> All() => Types()
        .OrderBy(static t => t.Name, StringComparer.Ordinal)
        .SelectMany(static t => t.Type.GetCustomAttributes<RequiredPermissionAttribute>().Select(a => (t.Name, a)));

    // The attribute data is read, and not the attribute: so this works without PowerShell around it as well.
    private static IEnumerable<(string Name, Type Type)> Types() => typeof(CommandPermissions).Assembly.GetTypes()
        .Where(static t => t.IsPublic && !t.IsAbstract)
        .SelectMany(static t => t.GetCustomAttributesData()
            .Where(static a => a.AttributeType.FullName == typeof(CmdletAttribute).FullName)
            .Select(a => ($"{a.ConstructorArguments[0].Value}-{a.ConstructorArguments[1].Value}", t)));
}
