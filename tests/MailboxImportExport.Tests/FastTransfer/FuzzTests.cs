using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Streams;
using MailboxImportExport.Tests.Sandbox.Streams;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.FastTransfer;

/// <summary>
/// Reads damaged streams. How many is said by the environment variable of <see cref="InputsVariable"/>; docs/item-stream.md has the
/// command of the long run.
/// </summary>
public sealed class FuzzTests
{
    private const string InputsVariable = "MAILBOXIMPORTEXPORT_FUZZ_INPUTS";
    private const string SeedVariable = "MAILBOXIMPORTEXPORT_FUZZ_SEED";
    private const int DefaultInputs = 20_000;
    private const int Lane = 1_000;
    private const int LongestOriginal = 6_000;

    [Fact]
    public void NothingEscapesAndNothingGrowsWhenStreamsAreDamaged()
    {
        int inputs = Setting(InputsVariable, DefaultInputs);
        int seed = Setting(SeedVariable, 1);
        List<byte[]> originals = Originals();
        originals.ForEach(static original => ReadingCost.ShouldBeBounded(original, "original"));
        int items = 0;

        // Lanes, so that a failure names the few hundred inputs to repeat, and the same inputs come on any number of processors.
        Parallel.For(0, (inputs + Lane - 1) / Lane, lane =>
        {
            StreamMutator mutator = new(unchecked((seed * 1_000_003) + lane), originals);
            for (int input = 0; input < Math.Min(Lane, inputs - (lane * Lane)); input++)
            {
                if (ReadingCost.ShouldBeBounded(mutator.Next(), $"seed {seed}, lane {lane}, input {input}"))
                {
                    Interlocked.Increment(ref items);
                }
            }
        });

        // Damage that only ever ended in a refusal would have tried nothing.
        items.ShouldBeGreaterThan(inputs / 2);
    }

    private static List<byte[]> Originals() =>
    [
        StreamSample.Read("graph-exportitems-ab-joined-15.20.b64"),
        StreamSample.Read("ews-exportitems-item3-14.1.139.b64"),
        StreamBytes.Stream(StreamBytes.Number(0x40030003), StreamSample.Read("ews-exportitems-item2-14.1.139.b64")[48..]),
        TestMessage.Write(TestMessage.Full(attachmentLength: 1_000)),
        TestMessage.Write(TestMessage.Plain("plain"), new StreamShape { Interleaved = InterleavedFrame.Unknown }),
        .. Enumerable.Range(0, 200).Select(static seed => ItemWriting.Write(new RandomMessage(seed).Next())).Where(static stream => stream.Length <= LongestOriginal),
    ];

    private static int Setting(string name, int fallback)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : fallback;
}
