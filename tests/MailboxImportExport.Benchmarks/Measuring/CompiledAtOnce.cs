using System.Diagnostics;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>
/// A process whose code is compiled to the end when it is first used. In any other the first ten thousand items are carried out by code that is
/// still to be compiled again: what that costs is no matter of how many items there are.
/// </summary>
internal static class CompiledAtOnce
{
    public static void AddTo(ProcessStartInfo start) => start.Environment["DOTNET_TieredCompilation"] = "0";
}
