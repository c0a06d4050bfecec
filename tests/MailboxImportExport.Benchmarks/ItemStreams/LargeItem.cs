using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace MailboxImportExport.Benchmarks.ItemStreams;

/// <summary>Reads an item of 150 MB, saves its attachment and compares it with itself, in a process whose heap may not grow beyond 32 MB.</summary>
internal static class LargeItem
{
    /// <summary>The command of the process that has the limit.</summary>
    public const string ChildCommand = "read-large";

    /// <summary>Bytes that the heap of that process may take.</summary>
    public const int HeapLimit = 32 * 1024 * 1024;

    private const int Megabytes = 150;

    public static async Task<Measurement> MeasureAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mie-");
        try
        {
            string path = Path.Combine(folder.FullName, "large.fts");
            using (FileStream file = File.Create(path))
            {
                MadeItem.Write(file, 1, 1_000, new RepeatedStream(Megabytes * 1024L * 1024));
            }

            bool isGood = await RunChildAsync(path).ConfigureAwait(false) == 0;
            return new Measurement("item read, saved and compared under a heap limit of 32 MB", isGood ? Megabytes : 0, "MB", Megabytes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunChildAsync(string path)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [ChildCommand, path]);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        using Process child = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        await child.WaitForExitAsync().ConfigureAwait(false);
        return child.ExitCode;
    }
}
