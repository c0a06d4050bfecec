using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Shipped;

/// <summary>
/// Every reference of what Windows PowerShell gets leads somewhere: to the engine, to .NET Framework 4.7.2, or to a file beside, where the
/// resolver of the loader answers with the same or a higher version that has the same key.
/// </summary>
public sealed class DesktopReferencesTests
{
    // What powershell.exe brings.
    private static readonly AssemblyName Engine = new("System.Management.Automation, Version=3.0.0.0, PublicKeyToken=31bf3856ad364e35");

    // Native parts of another assembly.
    private static readonly string[] Native = ["System.EnterpriseServices.Thunk.dll", "System.EnterpriseServices.Wrapper.dll"];

    private static readonly Dictionary<string, AssemblyName> Framework
        = Read(Directory.EnumerateFiles(FrameworkFolder, "*.dll", SearchOption.AllDirectories).Where(static file => !Native.Contains(Path.GetFileName(file))));
    private static readonly Dictionary<string, AssemblyName> Shipped = Read(Directory.EnumerateFiles(ShippedFolder.PathOf("bin/netstandard2.0"), "*.dll"));

    public static TheoryData<string> Files => [.. Shipped.Keys];

    private static string FrameworkFolder => typeof(DesktopReferencesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static a => a.Key == "NetFrameworkReferences").Value!;

    [Fact]
    public void KnowWhatTheFrameworkBrings()
    {
        Framework.Count.ShouldBeGreaterThan(200);
        Framework["mscorlib"].Version.ShouldBe(new Version(4, 0, 0, 0));
        Framework.Keys.ShouldContain("netstandard");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void LeadSomewhere(string file)
        => References(Path.Combine(ShippedFolder.PathOf("bin/netstandard2.0"), file + ".dll"))
            .Where(static wanted => !IsMet(wanted))
            .Select(static wanted => wanted.FullName)
            .ShouldBeEmpty();

    [Theory]
    [InlineData("netstandard, Version=2.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", true)]
    [InlineData("netstandard, Version=2.1.0.0, PublicKeyToken=cc7b13ffcd2ddd51", false)]
    [InlineData("mscorlib, Version=4.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", false)]
    [InlineData("System.Runtime, Version=8.0.0.0, PublicKeyToken=b03f5f7f11d50a3a", false)]
    [InlineData("Newtonsoft.Json, Version=13.0.0.0, PublicKeyToken=30ad4fe6b2a6aeed", false)]
    public void AreMetOnlyByNameVersionAndKey(string wanted, bool isMet) => IsMet(new AssemblyName(wanted)).ShouldBe(isMet);

    // A second set of tuple types beside those of mscorlib would be worse than none.
    [Fact]
    public void FindTheTuplesOfTheFrameworkBehindTheFileThatIsShippedForThem()
    {
        using PEReader image = new(File.OpenRead(ShippedFolder.PathOf("bin/netstandard2.0/System.ValueTuple.dll")));
        MetadataReader reader = image.GetMetadataReader();

        reader.ExportedTypes.Select(handle => reader.GetExportedType(handle)).Count(static type => type.IsForwarder).ShouldBeGreaterThanOrEqualTo(8);
        reader.TypeDefinitions.Select(handle => reader.GetString(reader.GetTypeDefinition(handle).Name))
            .ShouldNotContain(static name => name.StartsWith("ValueTuple", StringComparison.Ordinal));
    }

    private static bool IsMet(AssemblyName wanted)
        => Meets(Engine, wanted)
            || (Shipped.TryGetValue(wanted.Name!, out AssemblyName? beside) && Meets(beside, wanted))
            || (Framework.TryGetValue(wanted.Name!, out AssemblyName? brought) && Meets(brought, wanted));

    private static bool Meets(AssemblyName candidate, AssemblyName wanted)
        => candidate.Name == wanted.Name
            && wanted.Version <= candidate.Version
            && (wanted.GetPublicKeyToken() ?? []).AsSpan().SequenceEqual(candidate.GetPublicKeyToken() ?? []);

    private static Dictionary<string, AssemblyName> Read(IEnumerable<string> files)
        => files.Select(AssemblyName.GetAssemblyName).GroupBy(static name => name.Name!).ToDictionary(static group => group.Key, static group => group.First());

    private static IEnumerable<AssemblyName> References(string file)
    {
        using PEReader image = new(File.OpenRead(file));
        MetadataReader reader = image.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle => reader.GetAssemblyReference(handle).GetAssemblyName())];
    }
}
