using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MailboxImportExport.ModuleTests.Connect;
using MailboxImportExport.ModuleTests.Discover;
using MailboxImportExport.ModuleTests.Items;
using MailboxImportExport.ModuleTests.Offline;
using MailboxImportExport.ModuleTests.Shipped;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Portable;

/// <summary>The build for Windows PowerShell does what the other one does.</summary>
public sealed class PortableTests(PortableRun run) : IClassFixture<PortableRun>
{
    /// <summary>What is run again: connecting, finding, exporting, importing, pipes.</summary>
    internal static IReadOnlyList<Type> Suite { get; } =
    [
        typeof(ConnectTests),
        typeof(ContextTests),
        typeof(ContentStoreTests),
        typeof(ContentFolderTests),
        typeof(MailboxItemTests),
        typeof(ExportTests),
        typeof(ExportFolderTests),
        typeof(ImportTests),
        typeof(ImportFolderTests),
        typeof(PipeTests),
        typeof(ConvertFromFastTransferTests),
    ];

    public static TheoryData<string> SuiteNames => [.. Suite.Select(static type => type.Name)];

    [Theory]
    [MemberData(nameof(SuiteNames))]
    public void PassesTheTestsOfTheOtherBuild(string name)
    {
        IReadOnlyDictionary<string, string> results = run.Of(Suite.Single(type => type.Name == name));

        results.Count.ShouldBeGreaterThan(0, run.End.Output + run.End.Error);
        results.Where(static result => result.Value.Length > 0).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("MailboxImportExport.dll")]
    [InlineData("MailboxImportExport.Core.dll")]
    public void RunsTheVeryAssembliesThatWindowsPowerShellGets(string file)
    {
        byte[] tested = File.ReadAllBytes(Path.Combine(run.Bin, file));

        tested.ShouldBe(File.ReadAllBytes(ShippedFolder.PathOf("bin/netstandard2.0/" + file)));
        References(tested).ShouldContain("netstandard");
    }

    private static IEnumerable<string> References(byte[] assembly)
    {
        using PEReader image = new(new MemoryStream(assembly));
        MetadataReader reader = image.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))];
    }
}
