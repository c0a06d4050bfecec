using System;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.ItemStreams;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Benchmarks.Parts;

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
                return await CompareCommand.RunAsync(null, isQuick: false).ConfigureAwait(false);
            case ["compare", "--quick"]:
                return await CompareCommand.RunAsync(null, isQuick: true).ConfigureAwait(false);
            case ["compare", string part]:
                return await CompareCommand.RunAsync(part, isQuick: false).ConfigureAwait(false);
            case ["compare", string part, "--quick"]:
                return await CompareCommand.RunAsync(part, isQuick: true).ConfigureAwait(false);
            case [Child.Command, string request]:
                return await ChildMeasurement.RunAsync(request).ConfigureAwait(false);
            case [LargeItem.ChildCommand, string path]:
                return await LargeItemChild.RunAsync(path).ConfigureAwait(false);
            default:
                await Console.Error.WriteLineAsync(
                    $"""
                    compare [part] [--quick]: measures everything that has a target, or one part of it, and ends with 1 when one is missed.
                    The parts are {CompareCommand.Names}. Quick shows that it works, measures nothing and keeps nothing.
                    """).ConfigureAwait(false);
                return Usage;
        }
    }
}
