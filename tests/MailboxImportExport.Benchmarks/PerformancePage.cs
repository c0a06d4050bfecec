using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using MailboxImportExport.Benchmarks.Measuring;

namespace MailboxImportExport.Benchmarks;

/// <summary>Puts the rows into <c>docs/performance.md</c>, between two marks; what stands around them is written by hand.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- measured: begin -->";
    private const string End = "<!-- measured: end -->";
    private const string Heading = "\n### ";
    private const double Large = 100;
    private static readonly string Location = Path.Combine(SourceTree.Root, "docs", "performance.md");

    /// <summary>Puts the rows of a part in place of those it had; the other parts stay as they are, also when their figures are no longer at hand.</summary>
    public static void Write(string part, IReadOnlyList<Row> rows)
    {
        string page = File.ReadAllText(Location);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        string[] sections = page[begin..end].Split(Heading, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> others = sections.Skip(1).Where(section => !section.StartsWith(part + "\n", StringComparison.Ordinal));
        IEnumerable<string> all = others.Append(Table(part, rows)).OrderBy(static section => section.Split('\n')[0], StringComparer.Ordinal);
        string machine = string.Create(CultureInfo.InvariantCulture, $"\n\n{Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}), {RuntimeInformation.FrameworkDescription}.\n");
        File.WriteAllText(Location, page[..begin] + machine + string.Concat(all.Select(static section => $"{Heading}{section.TrimEnd()}\n")) + "\n" + page[end..]);
    }

    private static string Table(string part, IReadOnlyList<Row> rows)
    {
        StringBuilder text = new();
        string[] notes = [.. rows.Select(static row => row.Note).OfType<string>().Distinct()];
        Append(text, $"{part}\n\nMeasured {rows[0].Date}.\n\n");
        Append(text, $"| measured | module | rival | unit | compared | target | met | CPU of the sandbox |\n|---|---:|---:|---|---:|---:|---|---:|\n");
        foreach (Row row in rows)
        {
            string mark = row.Note is null ? string.Empty : $" [{Array.IndexOf(notes, row.Note) + 1}]";
            string share = row.SandboxCpuShare is double cpu ? string.Create(CultureInfo.InvariantCulture, $"{cpu * Large:N0} %") : string.Empty;
            string met = row.Met switch { true => "yes", false => "**no**", null => "not measured: the sandbox took more than half of the CPU" };
            Append(text, $"| {row.Name}{mark} | {Figure(row.Ours)} | {Figure(row.Rival)} | {row.Unit} | {Figure(row.Ratio)} | {row.Target} | {met} | {share} |\n");
        }

        for (int note = 0; note < notes.Length; note++)
        {
            Append(text, $"\n[{note + 1}] {notes[note]}.\n");
        }

        return text.ToString();
    }

    private static string Figure(double? value) => value is not double figure
        ? string.Empty
        : figure.ToString(Math.Abs(figure) >= Large ? "N0" : "0.##", CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture));
}
