using System.IO;
using System.Reflection;
using MailboxImportExport.Loader;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Loading;

public sealed class FrameworkResolverTests
{
    private const string Key = "92742159e12e44c8";

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "module", "bin", "netstandard2.0");
    private static readonly string Ours = Path.Combine(Folder, "MailboxImportExport.Core.dll");
    private static readonly string Answer = Path.Combine(Folder, "Azure.Core.dll");

    private readonly FrameworkResolver _resolver = new(
        Folder,
        [new AssemblyName($"Azure.Core, Version=1.53.0.0, PublicKeyToken={Key}"), new AssemblyName("Unsigned, Version=2.0.0.0, PublicKeyToken=null")]);

    [Theory]
    [InlineData("Azure.Core, Version=1.53.0.0")]
    [InlineData("Azure.Core, Version=1.44.1.0")]
    [InlineData("Azure.Core, Version=1.44.1.0, Culture=neutral")]
    [InlineData("azure.core, Version=1.44.1.0")]
    [InlineData("Azure.Core")]
    public void AnswersWithTheFileBesideWhenItIsNewEnough(string requested)
        => _resolver.Decide(new AssemblyName($"{requested}, PublicKeyToken={Key}"), Ours).ShouldBe(Answer);

    [Fact]
    public void AnswersForTheCommandsWhenTheirPathIsWrittenInAnotherCase()
        => _resolver.Decide(new AssemblyName($"Azure.Core, Version=1.44.1.0, PublicKeyToken={Key}"), Ours.ToUpperInvariant()).ShouldBe(Answer);

    [Theory]
    [InlineData("Azure.Core, Version=1.54.0.0, PublicKeyToken=" + Key)]
    [InlineData("Azure.Core, Version=1.53.0.1, PublicKeyToken=" + Key)]
    [InlineData("Azure.Core, Version=1.53.0.0, PublicKeyToken=31bf3856ad364e35")]
    [InlineData("Azure.Core, Version=1.53.0.0, PublicKeyToken=null")]
    [InlineData("Unsigned, Version=2.0.0.0, PublicKeyToken=" + Key)]
    [InlineData("Newtonsoft.Json, Version=13.0.0.0, PublicKeyToken=30ad4fe6b2a6aeed")]
    public void IsSilentWhenTheFolderHasNothingThatWillDo(string requested) => _resolver.Decide(new AssemblyName(requested), Ours).ShouldBeNull();

    [Fact]
    public void AnswersWithAnUnsignedFileWhenAnUnsignedOneIsWanted()
        => _resolver.Decide(new AssemblyName("Unsigned, Version=1.0.0.0, PublicKeyToken=null"), Ours).ShouldBe(Path.Combine(Folder, "Unsigned.dll"));

    [Fact]
    public void IsSilentWhenNobodyIsKnownToAsk()
        => _resolver.Decide(new AssemblyName($"Azure.Core, Version=1.53.0.0, PublicKeyToken={Key}"), null).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("other/Other.dll")]
    [InlineData("module/bin/netstandard2.0.old/Other.dll")]
    [InlineData("module/bin/Other.dll")]
    public void IsSilentWhenAnotherModuleAsks(string requester)
    {
        string path = requester.Length == 0 ? requester : Path.Combine(Path.GetTempPath(), requester);

        _resolver.Decide(new AssemblyName($"Azure.Core, Version=1.53.0.0, PublicKeyToken={Key}"), path).ShouldBeNull();
    }

    [Fact]
    public void AnswersWhenTheFolderIsGivenWithASeparatorAtItsEnd()
    {
        FrameworkResolver resolver = new(Folder + Path.DirectorySeparatorChar, [new AssemblyName($"Azure.Core, Version=1.53.0.0, PublicKeyToken={Key}")]);

        resolver.Decide(new AssemblyName($"Azure.Core, Version=1.53.0.0, PublicKeyToken={Key}"), Ours).ShouldBe(Answer);
    }
}
