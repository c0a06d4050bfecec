using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>Reads a journal as its description says, without the code of the module.</summary>
internal static class JournalLines
{
    /// <summary>Items that the last run was importing when it ended.</summary>
    public static int OpenIntents(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        // What stands behind the last line feed was being written when the process died.
        List<JsonObject> lines = [.. File.ReadAllText(path).Split('\n').SkipLast(1).Select(static l => JsonNode.Parse(l)!.AsObject())];
        string? run = (string?)lines.LastOrDefault()?["run"];
        int open = 0;
        foreach (JsonObject line in lines.Where(l => (string?)l["run"] == run))
        {
            bool wasIntended = line["after"] is null;
            open += (string?)line["state"] switch
            {
                "intent" when (string?)line["after"] == run => 0,
                "intent" => 1,
                "done" when wasIntended => -1,
                "refused" => -1,
                _ => 0,
            };
        }

        return open;
    }
}
