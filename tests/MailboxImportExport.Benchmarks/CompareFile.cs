using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MailboxImportExport.Benchmarks.Measuring;

namespace MailboxImportExport.Benchmarks;

/// <summary>The rows of the last run of each part, in <c>artifacts/benchmarks/compare.json</c>.</summary>
internal static class CompareFile
{
    private static readonly string Location = Path.Combine(SourceTree.Root, "artifacts", "benchmarks", "compare.json");

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement, UnicodeRanges.MathematicalOperators),
    };

    /// <summary>Puts the rows of a part in place of those it had; gives them with their date.</summary>
    public static IReadOnlyList<Row> Replace(string part, IReadOnlyList<Row> rows)
    {
        string today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        List<Row> dated = [.. rows.Select(row => row with { Date = today })];
        List<Row> all = [.. Read().Where(row => row.Part != part), .. dated];
        Directory.CreateDirectory(Path.GetDirectoryName(Location)!);
        File.WriteAllText(Location, JsonSerializer.Serialize(new Content(all), Options));
        return dated;
    }

    private static List<Row> Read() => File.Exists(Location) ? JsonSerializer.Deserialize<Content>(File.ReadAllText(Location), Options)!.Rows : [];

    private sealed record Content(List<Row> Rows);
}
