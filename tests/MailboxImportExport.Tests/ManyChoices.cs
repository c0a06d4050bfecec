using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace MailboxImportExport.Tests;

/// <summary>Makes choices for properties, at first few and then many.</summary>
public static class ManyChoices
{
    /// <summary>Where the chance begins: the same runs each time, so that what has passed passes.</summary>
    public const string Replay = "20260501,7";

    private const int NumbersForASize = 40;
    private const int Largest = 9_999;

    public static Arbitrary<Choices> Choices() => Arb.From(
        Gen.Sized(static size => Gen.Choose(0, Largest).ArrayOf(size * NumbersForASize).Select(static numbers => new Choices(numbers))),
        static choices => ArbMap.Default.ArbFor<int[]>().Shrinker([.. choices.Numbers]).Select(static numbers => new Choices(Array.ConvertAll(numbers, Math.Abs))));
}
