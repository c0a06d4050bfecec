using System.Globalization;

namespace MailboxImportExport.Help;

/// <summary>Something that is missing or wrong in the help.</summary>
internal sealed record HelpFault(SourceLine Where, string Code, string Message)
{
    /// <summary>Gives the form in which MSBuild takes a line of a tool for an error of its own.</summary>
    public override string ToString() => Where.Line > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Where.File}({Where.Line}): error {Code}: {Message}")
        : $"{Where.File}: error {Code}: {Message}";
}
