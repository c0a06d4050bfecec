using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace MailboxImportExport.Help;

/// <summary>The command line.</summary>
internal sealed record HelpOptions
{
    internal const string Usage =
        """
        MailboxImportExport.Help --assembly <dll> --references <folders and files, separated by ;> --manifest <psd1> --maml <xml> --markdown <folder>
                                 [--examples <json>] [--check]
          --check   compares the pages in the folder instead of writing them
        """;

    private static readonly string[] Known = ["--assembly", "--references", "--manifest", "--maml", "--markdown", "--examples"];

    public required string Assembly { get; init; }

    public required IReadOnlyList<string> References { get; init; }

    public required string Manifest { get; init; }

    public required string Maml { get; init; }

    public required string Markdown { get; init; }

    public string? Examples { get; init; }

    public bool Check { get; init; }

    internal static bool TryParse(IReadOnlyList<string> arguments, [NotNullWhen(true)] out HelpOptions? options)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        options = null;
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--check")
            {
                values["--check"] = "true";
            }
            else if (Known.Contains(arguments[i]) && i + 1 < arguments.Count)
            {
                values[arguments[i]] = arguments[++i];
            }
            else
            {
                return false;
            }
        }

        if (!Known.Except(["--examples"]).All(values.ContainsKey))
        {
            return false;
        }

        options = Create(values);
        return true;
    }

    private static HelpOptions Create(Dictionary<string, string> values) => new()
    {
        Assembly = values["--assembly"],
        References = values["--references"].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Manifest = values["--manifest"],
        Maml = values["--maml"],
        Markdown = values["--markdown"],
        Examples = values.GetValueOrDefault("--examples"),
        Check = values.ContainsKey("--check"),
    };
}
