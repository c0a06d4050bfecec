using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace MailboxImportExport.Tests;

/// <summary>Makes choices for properties, at first few and then many; and fewer again when a property fails.</summary>
public static class ManyChoices
{
    /// <summary>Where the chance begins: the same runs each time, so that what has passed passes.</summary>
    public const string Replay = "20260501,7";

    private const int NumbersForASize = 40;
    private const int Largest = 9_999;

    // Smaller pieces of many choices would take minutes.
    private const int MostPieces = 400;

    public static Arbitrary<Choices> Choices() => Arb.From(
        Gen.Sized(static size => Gen.Choose(0, Largest).ArrayOf(size * NumbersForASize).Select(static numbers => new Choices(numbers))),
        static choices => Fewer([.. choices.Numbers]).Select(static numbers => new Choices(numbers)));

    // Each number keeps its place, and with it the decision that it is about: the end is cut off, or a piece becomes harmless.
    private static IEnumerable<int[]> Fewer(int[] numbers)
    {
        int used = Array.FindLastIndex(numbers, static n => n != 0) + 1;
        if (used < numbers.Length)
        {
            yield return numbers[..used];
            yield break;
        }

        for (int piece = (used + 1) / 2; piece > 0; piece /= 2)
        {
            yield return numbers[..(used - piece)];
            if (used / piece > MostPieces)
            {
                yield break;
            }

            for (int start = 0; start + piece < used; start += piece)
            {
                int[] fewer = [.. numbers];
                Array.Clear(fewer, start, piece);
                if (!fewer.AsSpan().SequenceEqual(numbers))
                {
                    yield return fewer;
                }
            }
        }
    }
}
