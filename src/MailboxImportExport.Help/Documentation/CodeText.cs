using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace MailboxImportExport.Help.Documentation;

/// <summary>Code in a documentation comment.</summary>
internal static class CodeText
{
    private const string Prompt = "PS> ";
    private const string Continuation = ">> ";

    /// <summary>Reads the lines without the indentation that all of them have.</summary>
    internal static string Read(XElement code)
    {
        string[] lines = code.Value.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');

        // What stands right behind the tag has no indentation, whatever the lines below it have.
        lines[0] = lines[0].TrimStart();
        int indent = lines.Skip(1).Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart(' ').Length).DefaultIfEmpty().Min();
        IEnumerable<string> dedented = lines.Skip(1).Select(line => line.Trim().Length == 0 ? string.Empty : line[indent..].TrimEnd());
        return string.Join('\n', dedented.Prepend(lines[0].TrimEnd())).Trim('\n');
    }

    /// <summary>
    /// Gives what is typed: of lines with a prompt ("PS> ", and ">> " where a command goes on) these without it, since the others
    /// show what comes back; without any prompt all lines.
    /// </summary>
    internal static string Typed(string code)
    {
        string[] typed = [.. code.Split('\n').Where(line => Starts(line, Prompt) || Starts(line, Continuation))];
        return typed.Length == 0 ? code : string.Join('\n', typed.Select(line => line[(line.IndexOf("> ", StringComparison.Ordinal) + 2)..]));
    }

    private static bool Starts(string line, string prompt) => line.StartsWith(prompt, StringComparison.Ordinal);
}
