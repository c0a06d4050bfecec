using System;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.ItemStreams;

namespace MailboxImportExport.Benchmarks;

/// <summary>Measures from the command line: <c>dotnet run -c Release --project tests/MailboxImportExport.Benchmarks -- compare</c>.</summary>
internal static class Program
{
    private const int Usage = 2;

    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["compare"]:
                return await CompareCommand.RunAsync().ConfigureAwait(false);
            case [LargeItem.ChildCommand, string path]:
                return await LargeItemChild.RunAsync(path).ConfigureAwait(false);
            default:
                await Console.Error.WriteLineAsync("compare: measures everything that has a target, and ends with 1 when one is missed.").ConfigureAwait(false);
                return Usage;
        }
    }
}
