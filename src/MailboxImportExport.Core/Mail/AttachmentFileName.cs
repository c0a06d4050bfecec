using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace MailboxImportExport.Mail;

/// <summary>
/// Makes a file name of the name that a sender gave an attachment. That name is a stranger's text: it may lead elsewhere, name a
/// device, hide its ending behind characters that nobody sees, or be too long for a file system.
/// </summary>
internal static class AttachmentFileName
{
    // With a number behind it still below the 255 bytes that most file systems take, at three bytes for a character.
    private const int Longest = 80;
    private const int LongestExtension = 16;
    private const string Special = "<>:\"|?*";

    // "Naming Files, Paths, and Namespaces" of the Windows documentation, and the two of its console.
    private static readonly HashSet<string> Devices = new(
        new[] { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$" }.Concat("0123456789\u00b9\u00b2\u00b3".SelectMany(static digit => new[] { "COM" + digit, "LPT" + digit })),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>A name that stays in its folder on every system.</summary>
    /// <param name="name">As the sender wrote it.</param>
    /// <param name="fallback">What it is called when nothing of that can be used.</param>
    public static string Of(string? name, string fallback)
    {
        string last = (name ?? string.Empty).Split('/', '\\').Last();
        StringBuilder plain = new(last.Length);
        for (int index = 0; index < last.Length; index++)
        {
            bool isPair = char.IsSurrogatePair(last, index);
            if (isPair)
            {
                plain.Append(last, index++, 2);
            }
            else if (!IsInvisible(last[index]))
            {
                plain.Append(Special.IndexOf(last[index]) >= 0 ? '_' : last[index]);
            }
        }

        // A dot in front hides a file, one at the end is cut off by Windows.
        string text = Shortened(plain.ToString().TrimStart(' ', '.').TrimEnd(' ', '.'));
        if (text.Length == 0)
        {
            return fallback;
        }

        return Devices.Contains(text.Split('.')[0].TrimEnd()) ? "_" + text : text;
    }

    /// <summary>The name with a number, for one more of that name.</summary>
    public static string Numbered(string name, int number)
    {
        int dot = ExtensionStart(name);
        return string.Format(CultureInfo.InvariantCulture, "{0} ({1}){2}", name.Substring(0, dot), number, name.Substring(dot));
    }

    private static string Shortened(string name)
    {
        if (name.Length <= Longest)
        {
            return name;
        }

        int dot = ExtensionStart(name);
        int kept = Longest - (name.Length - dot);
        kept -= char.IsHighSurrogate(name[kept - 1]) ? 1 : 0;
        return name.Substring(0, kept).TrimEnd(' ', '.') + name.Substring(dot);
    }

    private static int ExtensionStart(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot > 0 && name.Length - dot <= LongestExtension ? dot : name.Length;
    }

    // Also the characters that turn the direction of writing: "gpj.exe" must not look like "exe.jpg".
    private static bool IsInvisible(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
