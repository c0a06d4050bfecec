using System.Linq;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Markdown;

/// <summary>Writes a way to call a command on one line, as Get-Help does.</summary>
internal static class SyntaxLine
{
    internal static string Create(string command, ParameterSetHelp set) =>
        string.Join(' ', set.Parameters.Select(member => Member(member.Parameter, member.Use)).Prepend(command).Append("[<CommonParameters>]"));

    private static string Member(ParameterHelp parameter, ParameterUse use)
    {
        string name = "-" + parameter.Name;
        if (parameter.IsSwitch)
        {
            return use.Mandatory ? name : $"[{name}]";
        }

        string call = $"{(use.Position is null ? name : $"[{name}]")} {Value(parameter)}";
        return use.Mandatory ? call : $"[{call}]";
    }

    private static string Value(ParameterHelp parameter) => parameter.Values.Count > 0
        ? $"{{{string.Join(" | ", parameter.Values.Select(value => value.Name))}}}"
        : $"<{parameter.Type}>";
}
