using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Service;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>Lets contenders take turns in one warmed process, so that what slows the machine slows all of them.</summary>
internal sealed class Rotation(ServedSandbox sandbox, WorkFolder folder, int rounds)
{
    // The first tenths of a second measure the compiler.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private int _turn;

    /// <summary>The readings of each contender, one a round; each round begins with another one.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Reading>>> RunAsync(IReadOnlyList<Contender> contenders, bool isWarm = false)
    {
        List<List<Reading>> readings = [.. contenders.Select(static _ => new List<Reading>())];
        foreach (Contender contender in isWarm ? [] : contenders)
        {
            Stopwatch watch = Stopwatch.StartNew();
            do
            {
                await TryAsync(contender).ConfigureAwait(false);
            }
            while (watch.Elapsed < WarmUp);
        }

        for (int round = 0; round < rounds; round++, _turn++)
        {
            for (int step = 0; step < contenders.Count; step++)
            {
                int index = (_turn + step) % contenders.Count;
                readings[index].Add(await TryAsync(contenders[index]).ConfigureAwait(false));
            }
        }

        return readings;
    }

    private async Task<Reading> TryAsync(Contender contender)
    {
        string path = folder.NewPath();

        // The garbage of one is not to be cleared away by the next.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TimeSpan sandboxBefore = sandbox.Cpu;
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long begin = Stopwatch.GetTimestamp();
        await Task.Run(() => contender.RunAsync(path)).ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        TimeSpan cpu = Environment.CpuUsage.TotalTime - before;
        Reading reading = new(contender.Amount, seconds, cpu.TotalSeconds, (sandbox.Cpu - sandboxBefore).TotalSeconds);
        folder.EndTrial(path);
        return reading;
    }
}
