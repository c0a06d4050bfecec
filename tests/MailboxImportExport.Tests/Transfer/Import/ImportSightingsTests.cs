using System;
using System.Collections.Generic;
using MailboxImportExport.Transfer.Import;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

[Collection(MemoryMeasurement.Name)]
public sealed class ImportSightingsTests
{
    [Fact]
    public void KnowsWhatItHasSeen()
    {
        Random random = new(7);
        Dictionary<ulong, uint> seen = [];
        ImportSightings sightings = new();
        for (int i = 0; i < 20_000; i++)
        {
            ulong item = (ulong)random.NextInt64(1, long.MaxValue);
            seen[item] = (uint)random.Next();
            sightings.Add(item, 1);
            sightings.Add(item, seen[item]);
        }

        foreach ((ulong item, uint version) in seen)
        {
            sightings.Find(item).ShouldBe(version);
            sightings.Find(item + 1).ShouldBeNull();
        }
    }

    [Fact]
    public void TakesLittleForEachItem()
    {
        const int Count = 200_000;
        Random random = new(7);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        ImportSightings sightings = new();
        for (int i = 0; i < Count; i++)
        {
            sightings.Add((ulong)random.NextInt64() << 1, 1);
        }

        ((GC.GetTotalMemory(forceFullCollection: true) - before) / Count).ShouldBeLessThan(25);
        GC.KeepAlive(sightings);
    }
}
