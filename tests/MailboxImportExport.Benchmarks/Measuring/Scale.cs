using System;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>How much is measured: all that the targets name, or little, to see that the comparison works.</summary>
internal sealed record Scale(bool IsQuick)
{
    private const int Quick = 10;
    private const int Least = 20;

    /// <summary>Turns of each contender that are counted.</summary>
    public int Rounds => IsQuick ? 2 : 5;

    /// <summary>Turns where each takes many seconds.</summary>
    public int FewRounds => IsQuick ? 1 : 3;

    public int Items(int count) => IsQuick ? Math.Max(Math.Min(Least, count), count / Quick) : count;
}
