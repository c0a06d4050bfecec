using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace MailboxImportExport.Benchmarks;

/// <summary>Times two ways of doing something against each other, turn by turn, so that what slows the machine slows both.</summary>
internal static class Trials
{
    private const int Count = 9;

    // The first tenths of a second measure the compiler.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.7);

    /// <summary>How many times as fast the first is as the second: the median of the turns.</summary>
    public static double Ratio(Action first, Action second)
    {
        Warm(first);
        Warm(second);
        List<double> ratios = [];
        for (int trial = 0; trial < Count; trial++)
        {
            double seconds = Seconds(first);
            ratios.Add(Seconds(second) / seconds);
        }

        return Median(ratios);
    }

    /// <summary>Seconds that something takes: the median.</summary>
    public static double Time(Action action)
    {
        Warm(action);
        return Median(Enumerable.Range(0, Count).Select(_ => Seconds(action)));
    }

    private static void Warm(Action action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < WarmUp)
        {
            action();
        }
    }

    private static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Count / 2);
}
