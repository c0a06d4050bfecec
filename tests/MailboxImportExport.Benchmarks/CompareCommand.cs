using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.ItemStreams;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Parts;

namespace MailboxImportExport.Benchmarks;

/// <summary>Measures everything that has a target, or one part of it, prints it and keeps it. What could not be measured has not met its target.</summary>
internal static class CompareCommand
{
    private const int Missed = 1;
    private const int Usage = 2;

    private static readonly IPart[] Parts
        = [new ItemStreamPart(), new ExportPart(), new ImportPart(), new ServicePart(), new UploadPart(), new MailboxesPart(), new GrowthPart(), new ModulePart()];

    /// <summary>The parts that can be measured alone.</summary>
    public static string Names => string.Join(", ", Parts.Select(static part => part.Name));

    /// <param name="name">The part, or null for all.</param>
    /// <param name="isQuick">Whether to do little, which tells nothing but that it works; nothing is kept then.</param>
    public static async Task<int> RunAsync(string? name, bool isQuick)
    {
        IPart[] chosen = [.. Parts.Where(part => name is null || part.Name == name)];
        if (chosen.Length == 0)
        {
            await Console.Error.WriteLineAsync($"There is no part '{name}'. The parts are {Names}.").ConfigureAwait(false);
            return Usage;
        }

        bool isGood = true;
        foreach (IPart part in chosen)
        {
            List<Row> rows = [];
            await foreach (Row row in part.MeasureAsync(new Scale(isQuick)).ConfigureAwait(false))
            {
                rows.Add(row);
                isGood &= row.Met == true;
                Print(row);
            }

            if (!isQuick)
            {
                PerformancePage.Write(part.Name, CompareFile.Replace(part.Name, rows));
            }
        }

        return isGood ? 0 : Missed;
    }

    private static void Print(Row row)
    {
        string rival = row.Rival is double value ? string.Create(CultureInfo.InvariantCulture, $"{value:N2}") : string.Empty;
        string share = row.SandboxCpuShare is double cpu ? string.Create(CultureInfo.InvariantCulture, $"sandbox {cpu:P0}") : string.Empty;
        string verdict = row.Met switch { true => string.Empty, false => "MISSED", null => "NOT MEASURED" };
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name,-100} {row.Ours,12:N2} {rival,12} {row.Unit,-18} {row.Ratio,8:N2} {row.Target,7} {share,12} {verdict}"));
    }
}
