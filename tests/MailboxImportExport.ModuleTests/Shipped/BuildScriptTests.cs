using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Shipped;

public sealed class BuildScriptTests : IDisposable
{
    private const long LargestPackage = 20 * 1024 * 1024;

    // A function goes before a program of the same name: what dotnet is asked for can be read without doing it.
    private const string PretendedDotNet = "function dotnet { $global:LASTEXITCODE = $code; $args -join ' ' }; ";

    private readonly HostedShell _shell = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-build");

    private string Package => Path.Combine(_folder.FullName, "package.zip");

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void PacksTheModuleFolderWhenAskedForThePackage()
    {
        Run("& $build -Task Package -NoBuild -PackagePath $package").ShouldBe([Package]);

        using ZipArchive archive = ZipFile.OpenRead(Package);
        archive.Entries.Select(static e => e.FullName).ShouldBe(ShippedFolder.Files.Select(static f => $"MailboxImportExport/{f}"));
        archive.Entries.ShouldAllBe(static e => e.Length == new FileInfo(ShippedFolder.PathOf(e.FullName.Substring(e.FullName.IndexOf('/') + 1))).Length);
    }

    [Fact]
    public void KeepsThePackageSmall()
    {
        Run("& $build -Task Package -NoBuild -PackagePath $package");

        new FileInfo(Package).Length.ShouldBeLessThan(LargestPackage);
    }

    [Fact]
    public void GivesTheSameBytesWhenFilesAreNewerAndTheSame()
    {
        string module = Path.Combine(_folder.FullName, "Sample");
        Directory.CreateDirectory(Path.Combine(module, "sub"));
        File.WriteAllText(Path.Combine(module, "b.txt"), "b");
        File.WriteAllText(Path.Combine(module, "sub", "a.txt"), "a");

        Run("& $build -Task Package -NoBuild -ModulePath $module -PackagePath $package", ("module", module));
        byte[] first = File.ReadAllBytes(Package);
        File.SetLastWriteTimeUtc(Path.Combine(module, "b.txt"), new DateTime(2031, 5, 6, 7, 8, 9, DateTimeKind.Utc));
        Run("& $build -Task Package -NoBuild -ModulePath $module -PackagePath $package", ("module", module));

        File.ReadAllBytes(Package).ShouldBe(first);
        using ZipArchive archive = ZipFile.OpenRead(Package);
        archive.Entries.Select(static e => e.FullName).ShouldBe(["Sample/b.txt", "Sample/sub/a.txt"]);
    }

    [Theory]
    [InlineData("Build", "build {0}/MailboxImportExport.sln --configuration Release")]
    [InlineData("Test -Configuration Debug", "test --solution {0}/MailboxImportExport.sln --configuration Debug")]
    [InlineData("Sandbox", "run --project {0}/src/MailboxImportExport.Sandbox --configuration Release -- serve")]
    public void AsksDotNetWhenATaskIsNotItsOwn(string task, string asked)
    {
        Run(PretendedDotNet + "& $build -Task " + task, ("code", 0)).ShouldBe([string.Format(null, asked, ModuleFolder.Source)]);
    }

    [Fact]
    public void BuildsBeforeItPacksWhenNotToldOtherwise()
        => Run(PretendedDotNet + "& $build -Task Package -PackagePath $package", ("code", 0))
            .ShouldBe([$"build {ModuleFolder.Source}/src/MailboxImportExport.Desktop --configuration Release", Package]);

    [Fact]
    public void FailsWhenDotNetDoes()
    {
        ShellResult result = _shell.Run(PretendedDotNet + "& $build -Task Package -PackagePath $package", [.. Variables, ("code", 3)]);

        result.TerminatingError.ShouldNotBeNull().Exception.Message.ShouldEndWith("ended with exit code 3.");
        File.Exists(Package).ShouldBeFalse();
    }

    private (string Name, object? Value)[] Variables => [("build", Path.Combine(ModuleFolder.Source, "build.ps1")), ("package", Package)];

    private IReadOnlyList<string> Run(string script, params (string Name, object? Value)[] variables)
    {
        ShellResult result = _shell.Run(script, [.. Variables, .. variables]);
        result.Errors.ShouldBeEmpty();
        return [.. result.Output.Select(static o => o.ToString()!)];
    }
}
