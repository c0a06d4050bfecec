using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Shipped;

public sealed class ShippedFilesTests
{
    // Windows lets a path have 260 characters; folders such as OneDrive's Documents\PowerShell\Modules take more than 100 of them.
    private const int LongestPath = 139;
    private const long LargestFolder = 50 * 1024 * 1024;

    private static readonly string[] EngineFiles = ["System.Management.Automation", "Microsoft.PowerShell", "PowerShellStandard", "Microsoft.Management"];

    public static TheoryData<string> Assemblies => [.. ShippedFolder.Assemblies.Select(static a => Path.GetRelativePath(ModuleFolder.Path, a))];

    [Fact]
    public void HasExactlyTheFilesOfTheList()
    {
        string list = Path.Combine(ModuleFolder.Source, "tests", "MailboxImportExport.ModuleTests", "Shipped", "expected-files.txt");

        ShippedFolder.Files.ShouldBe(File.ReadLines(list));
    }

    [Fact]
    public void HasNoFileOfPowerShell()
        => ShippedFolder.Files.Where(static f => EngineFiles.Any(e => Path.GetFileName(f).StartsWith(e, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();

    [Fact]
    public void HasNothingThatOnlyABuildNeeds()
        => ShippedFolder.Files.Where(static f => f.Contains("/runtimes/", StringComparison.Ordinal)
            || f.EndsWith(".deps.json", StringComparison.Ordinal)
            || f.EndsWith(".pdb", StringComparison.Ordinal)
            || f.EndsWith(".config", StringComparison.Ordinal)
            || (f.StartsWith("bin/", StringComparison.Ordinal) && !f.EndsWith(".dll", StringComparison.Ordinal))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void HasOnlyManagedCode(string file)
    {
        using PEReader image = new(File.OpenRead(ShippedFolder.PathOf(file)));

        image.HasMetadata.ShouldBeTrue();
        image.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.ILOnly).ShouldBeTrue();
    }

    [Fact]
    public void HasShortPaths()
        => ShippedFolder.Files.Where(static f => $"MailboxImportExport/{f}".Length > LongestPath).ShouldBeEmpty();

    [Fact]
    public void IsSmall() => ShippedFolder.Files.Sum(static f => new FileInfo(ShippedFolder.PathOf(f)).Length).ShouldBeLessThan(LargestFolder);

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("UTF-16")]
    public void NamesNoFolderOfTheBuildMachineInAnyFile(string encoding)
    {
        byte[] source = Encoding.GetEncoding(encoding).GetBytes(ModuleFolder.Source);

        ShippedFolder.Files.Where(f => File.ReadAllBytes(ShippedFolder.PathOf(f)).AsSpan().IndexOf(source) >= 0).ShouldBeEmpty();
    }

    [Fact]
    public void NamesNoFolderOfTheBuildMachineInDebugInformation()
    {
        List<string> documents = [.. ShippedFolder.Assemblies.Where(static a => Path.GetFileName(a).StartsWith("MailboxImportExport", StringComparison.Ordinal)).SelectMany(Documents)];

        documents.ShouldNotBeEmpty();
        documents.ShouldAllBe(static d => d.StartsWith("/_/", StringComparison.Ordinal));
    }

    [Fact]
    public void HasTheVersionOfTheManifestInEveryAssemblyOfOurs()
    {
        Version version = Version.Parse((string)ShippedManifest.Value["ModuleVersion"]!);

        ShippedFolder.OwnAssemblies.Count.ShouldBe(4);
        ShippedFolder.OwnAssemblies.ShouldAllBe(a => AssemblyName.GetAssemblyName(a).Version!.ToString(3) == version.ToString(3));
    }

    [Fact]
    public void NeverChangesTheVersionOfTheLoader()
        => ShippedFolder.Assemblies.Where(static a => Path.GetFileName(a) == "MailboxImportExport.Loader.dll")
            .Select(static a => AssemblyName.GetAssemblyName(a).Version!.ToString())
            .ShouldBe(["1.0.0.0", "1.0.0.0"]);

    // Compressed inside of the assembly, where a search over its bytes would not see them.
    private static IEnumerable<string> Documents(string assembly)
    {
        using PEReader image = new(File.OpenRead(assembly));
        DebugDirectoryEntry embedded = image.ReadDebugDirectory().Single(static e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider provider = image.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
        MetadataReader reader = provider.GetMetadataReader();
        return [.. reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name))];
    }
}
