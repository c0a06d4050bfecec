using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Examples;

/// <summary>Writes all examples for the tests that run them.</summary>
internal static class ExampleFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static void Write(string file, IReadOnlyList<CommandHelp> commands)
    {
        IEnumerable<RunnableExample> examples = commands.SelectMany(command => command.Examples
            .Select(example => new RunnableExample(command.Name, example.Number, CodeText.Typed(example.Code), example.NoRun)));
        File.WriteAllText(file, JsonSerializer.Serialize(examples, Options) + "\n");
    }
}
