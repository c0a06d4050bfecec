using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>What an export folder holds, without what differs between two runs that did the same.</summary>
internal sealed record ExportFolderState
{
    private const string ManifestFile = "manifest.jsonl";

    // Grows with every run, and says when each began.
    private const string RunsFile = "runs.jsonl";

    /// <summary>Every file with the hash of its content; of the two histories only that they are there.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The manifest without times, sorted: the lanes of two runs take turns differently.</summary>
    public required IReadOnlyList<string> Records { get; init; }

    /// <summary>Items whose line is whole: they must not be fetched again.</summary>
    public required IReadOnlyList<string> ItemIds { get; init; }

    /// <summary>Lines of the history of runs that cannot be read.</summary>
    public required IReadOnlyList<string> UnreadableRuns { get; init; }

    public static ExportFolderState Read(string folder)
    {
        List<JsonObject> lines = ReadLines(Path.Combine(folder, ManifestFile));
        foreach (JsonObject line in lines)
        {
            line.Remove("exported");
        }

        return new ExportFolderState
        {
            Files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Describe(folder, f)).Order(StringComparer.Ordinal)],
            Records = [.. lines.Select(static l => l.ToJsonString()).Order(StringComparer.Ordinal)],
            ItemIds = [.. lines.Select(static l => (string)l["itemId"]!)],
            UnreadableRuns = [.. WholeLines(Path.Combine(folder, RunsFile)).Where(static l => !IsJson(l))],
        };
    }

    private static List<JsonObject> ReadLines(string manifest) => [.. WholeLines(manifest).Select(static l => JsonNode.Parse(l)!.AsObject())];

    // What stands behind the last line feed was being written when the process died.
    private static IEnumerable<string> WholeLines(string file) => File.Exists(file) ? File.ReadAllText(file).Split('\n').SkipLast(1) : [];

    private static bool IsJson(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Describe(string folder, string file)
    {
        string name = Path.GetRelativePath(folder, file).Replace('\\', '/');
        return name is ManifestFile or RunsFile ? name : $"{name} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}";
    }
}
