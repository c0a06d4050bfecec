using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Graph.Export;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Streams;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Tests.Sandbox.Streams;
using Shouldly;
using Xunit;
using TheirVersion = MailboxImportExport.Sandbox.Streams.ServerVersion;

namespace MailboxImportExport.Tests.FastTransfer;

/// <summary>The module and the sandbox read and write streams by code of their own; neither knows the other's.</summary>
public sealed class AgreementTests
{
    private const int Generated = 10_000;

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 2)]
    public void IsGivenForEveryItemOfTheSeed(bool listsNameTheirCodePage, bool propertiesAfterAttachments, int between)
    {
        SandboxTenant tenant = new TenantSeed(20_240_229, TimeProvider.System).Create();
        SandboxSwitches switches = new()
        {
            TextListsNameTheirCodePage = listsNameTheirCodePage,
            PropertiesAfterAttachments = propertiesAfterAttachments,
            FrameBetweenTransferBuffers = (InterleavedFrame)between,
        };
        List<SandboxItem> items = [.. tenant.Mailboxes.SelectMany(static m => m.Items)];

        Parallel.ForEach(items, item =>
        {
            byte[] stream = [.. ItemExporter.Export(item, switches).SelectMany(static piece => piece.ToArray())];
            using FastTransferItem read = StreamBytes.Read(stream);
            read.IsComplete.ShouldBeTrue(item.ToString());
            read.Message.ShouldHold(TestMessage.Read(stream).Message, item.Content.Properties.Text(Tags.Subject) ?? "item");
        });

        items.Select(static item => item.Content.Properties.Text(Tags.MessageClass)).Distinct().Count().ShouldBeGreaterThan(6);
    }

    [Fact]
    public void IsGivenForGeneratedItemsThatTheSandboxWrites()
        => Parallel.For(0, Generated, static seed =>
        {
            MessageContent message = new RandomMessage(seed).Next();
            byte[] stream = TestMessage.Write(message, Shape(seed));

            using FastTransferItem read = StreamBytes.Read(stream);

            read.IsComplete.ShouldBeTrue($"seed {seed}");
            read.Message.ShouldHold(message, $"seed {seed}");
        });

    [Fact]
    public void IsGivenForGeneratedItemsThatTheModuleWrites()
        => Parallel.For(0, Generated, static seed =>
        {
            MessageContent message = new RandomMessage(seed).Next();
            byte[] stream = ItemWriting.Write(message, new FastTransferWriterOptions { TextListsNameTheirCodePage = seed % 2 == 0 });

            ItemStream read = TestMessage.Read(stream);

            read.Message.SameAs(message).ShouldBeTrue($"seed {seed}");
            read.Version.ShouldBe(TheirVersion.Current);
        });

    private static StreamShape Shape(int seed) => new()
    {
        TextListsNameTheirCodePage = seed % 2 == 0,
        PropertiesAfterAttachments = seed % 3 == 0,
        Interleaved = (InterleavedFrame)(seed % 5 % 3),
    };
}
