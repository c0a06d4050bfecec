using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace MailboxImportExport.ModuleTests.Examples;

/// <summary>All examples of the help.</summary>
internal static class DocumentedExamples
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<DocumentedExample> All { get; } = Read();

    public static IReadOnlyList<string> Commands { get; } = [.. All.Select(static e => e.Command).Distinct()];

    public static DocumentedExample Get(string command, int index) => All.Single(e => e.Command == command && e.Index == index);

    private static List<DocumentedExample> Read()
    {
        string file = Path.Combine(ModuleFolder.Source, "artifacts", "examples.json");
        return JsonSerializer.Deserialize<List<DocumentedExample>>(File.ReadAllText(file), Options) ?? throw new InvalidDataException($"{file} is empty.");
    }
}
