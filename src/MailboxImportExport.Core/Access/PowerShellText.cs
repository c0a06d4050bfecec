using System.Text;

namespace MailboxImportExport.Access;

/// <summary>Texts of users inside of a script that is printed for them.</summary>
internal static class PowerShellText
{
    /// <summary>A literal in single quotes. PowerShell takes the typographic ones for quotes too.</summary>
    public static string Literal(string text)
    {
        StringBuilder literal = new("'", text.Length + 2);
        foreach (char c in text)
        {
            literal.Append(c);
            if (c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B')
            {
                literal.Append(c);
            }
        }

        return literal.Append('\'').ToString();
    }

    /// <summary>A literal that holds a filter of OData with a text in it.</summary>
    public static string Filter(string property, string text) => Literal($"{property} eq '{text.Replace("'", "''")}'");

    /// <summary>The same lines as comments, so that nothing in them runs.</summary>
    public static string Comment(string lines) => "# " + lines.Replace("\r\n", "\n").Replace('\r', '\n').Replace("\n", "\n# ");
}
