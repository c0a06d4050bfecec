using System.Text;

namespace MailboxImportExport.Mail;

/// <summary>The beginning of a text, in one line.</summary>
internal static class BodyPreview
{
    private const int Longest = 200;

    public static string? Of(string? text)
    {
        StringBuilder preview = new();
        bool isBlank = true;
        for (int index = 0; index < (text?.Length ?? 0) && preview.Length < Longest; index++)
        {
            char character = text![index];
            bool wasBlank = isBlank;
            isBlank = char.IsWhiteSpace(character) || char.IsControl(character);
            if (!isBlank)
            {
                preview.Append(character);
            }
            else if (!wasBlank)
            {
                preview.Append(' ');
            }
        }

        if (preview.Length > 0 && char.IsHighSurrogate(preview[preview.Length - 1]))
        {
            preview.Length--;
        }

        string found = preview.ToString().TrimEnd();
        return found.Length == 0 ? null : found;
    }
}
