using System;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>The text of a console window: lines without colour codes and without the blanks that fill them up.</summary>
internal sealed partial class ConsoleText(TextWriter? echo)
{
    private readonly StringBuilder _text = new();
    private readonly object _gate = new();

    internal void Write(string? value)
    {
        string plain = ColourCode().Replace(value ?? string.Empty, string.Empty).Replace("\r\n", "\n", StringComparison.Ordinal);
        lock (_gate)
        {
            _text.Append(plain);
            echo?.Write(plain);
        }
    }

    internal void WriteLine(string? value) => Write(value + "\n");

    /// <summary>Gives what was written since the last call.</summary>
    internal string Take()
    {
        lock (_gate)
        {
            string text = BlanksBeforeLineEnd().Replace(_text.ToString(), string.Empty);
            _text.Clear();
            return text;
        }
    }

    // Colours are "ESC [ … m"; links and window titles are "ESC ] … BEL".
    [GeneratedRegex(@"\x1B\[[0-9;?]*[A-Za-z]|\x1B\][^\x07\x1B]*(\x07|\x1B\\)")]
    private static partial Regex ColourCode();

    [GeneratedRegex(@"[ \t]+(?=\n|$)")]
    private static partial Regex BlanksBeforeLineEnd();
}
