using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace MailboxImportExport.ItemFolder;

/// <summary>
/// Makes a file name out of what a mail says, which is as hostile as any text of a stranger: short, without characters that
/// any file system treats as special, never a device name, never ending in a dot or a blank.
/// </summary>
internal static class ReadableName
{
    private const int LongestSubject = 60;

    /// <summary>Time and subject, sortable by time.</summary>
    public static string Of(DateTimeOffset? time, string? subject)
    {
        string when = time?.UtcDateTime.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture) ?? "undated";
        return $"{when}_{Safe(subject)}";
    }

    private static string Safe(string? subject)
    {
        StringBuilder name = new();
        foreach (string element in Elements(subject ?? string.Empty))
        {
            if (name.Length + element.Length > LongestSubject)
            {
                break;
            }

            name.Append(IsPlain(element) ? element : "_");
        }

        string text = name.ToString().Trim('.', ' ', '_');
        return text.Length == 0 ? "no-subject" : text;
    }

    // Surrogate pairs stay together; combining marks with what they stand on.
    private static System.Collections.Generic.IEnumerable<string> Elements(string text)
    {
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }

    private static bool IsPlain(string element) => element.All(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or '(' or ')' or ',');
}
