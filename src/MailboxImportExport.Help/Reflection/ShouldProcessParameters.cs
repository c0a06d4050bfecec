using System.Collections.Generic;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Reflection;

/// <summary>The parameters that PowerShell gives to every command that asks before it changes something.</summary>
internal static class ShouldProcessParameters
{
    internal static IReadOnlyList<ParameterHelp> All { get; } =
    [
        Create("WhatIf", "wi", "Shows what would happen if the command ran. Nothing is changed."),
        Create("Confirm", "cf", "Asks for confirmation before each change."),
    ];

    private static ParameterHelp Create(string name, string alias, string text) => new()
    {
        Name = name,
        Type = "switch",
        FullType = AutomationNames.SwitchParameter,
        IsSwitch = true,
        Description = DocText.Of(text),
        Aliases = [alias],
        Uses = [new ParameterUse(null, false, null, false, false)],
    };
}
