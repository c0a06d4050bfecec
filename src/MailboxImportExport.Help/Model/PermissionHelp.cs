using System;
using System.Linq;
using MailboxImportExport.Help.Documentation;

namespace MailboxImportExport.Help.Model;

/// <summary>A Graph permission that a command needs.</summary>
/// <param name="Name">Its name as an application permission.</param>
/// <param name="For">What it is needed for; null when for the command as a whole.</param>
internal sealed record PermissionHelp(string Name, string? For)
{
    private const string ApplicationSuffix = ".All";

    // Permissions on the directory are called the same in both forms.
    private static readonly string[] OfDirectory = ["User.", "Application.", "AppRoleAssignment.", "Directory."];

    /// <summary>The name of the same permission when a signed-in user delegates it; that of a directory permission is the same.</summary>
    public string DelegatedName => Name.EndsWith(ApplicationSuffix, StringComparison.Ordinal) && !OfDirectory.Any(prefix => Name.StartsWith(prefix, StringComparison.Ordinal))
        ? Name[..^ApplicationSuffix.Length]
        : Name;

    internal DocText ToText() => new(
    [
        new DocParagraph(
        [
            new(DocInlineKind.Text, "Needs the Graph permission "),
            new(DocInlineKind.Code, Name),
            new(DocInlineKind.Text, " (delegated: "),
            new(DocInlineKind.Code, DelegatedName),
            new(DocInlineKind.Text, For is null ? ")." : $") for {For.TrimEnd('.')}."),
        ]),
    ]);
}
