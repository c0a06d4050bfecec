using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using MailboxImportExport.Help;
using MailboxImportExport.Help.Markdown;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Help;

public sealed class HelpBuildTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("help");
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _output.Dispose();
    }

    private string Pages => Path.Combine(_folder.FullName, "docs", "commands");

    private string Maml => Path.Combine(_folder.FullName, "en-US", "help.xml");

    [Fact]
    public void WritesHelpAndPagesWhenNothingIsMissing()
    {
        Run().ShouldBe(0);

        File.Exists(Maml).ShouldBeTrue();
        Directory.GetFiles(Pages).Select(Path.GetFileName).Order().ShouldBe(["Get-SampleItem.md", "README.md", "Remove-SampleItem.md"]);
        _output.ToString().ShouldBe("Help for 2 commands, 3 examples (1 not to be run)." + Environment.NewLine);
    }

    [Fact]
    public void WritesTheExamplesAsTheyAreTypedWhenAskedFor()
    {
        string file = Path.Combine(_folder.FullName, "examples.json");

        Run("--examples", file);

        using JsonDocument examples = JsonDocument.Parse(File.ReadAllText(file));
        examples.RootElement.EnumerateArray().Select(example => (
                example.GetProperty("command").GetString(),
                example.GetProperty("index").GetInt32(),
                example.GetProperty("code").GetString(),
                example.GetProperty("norun").GetString()))
            .ShouldBe(
            [
                ("Get-SampleItem", 1, "Get-SampleItem -Folder Inbox |\n    Select-Object -First 1", null),
                ("Get-SampleItem", 2, "Get-SampleItem -Id $id", "needs an id of your own"),
                ("Remove-SampleItem", 1, "Get-SampleItem | Remove-SampleItem", null),
            ]);
    }

    [Fact]
    public void FailsWithALineForMSBuildWhenSomethingIsMissing()
    {
        string manifest = Path.Combine(_folder.FullName, "a.psd1");
        File.WriteAllText(manifest, "@{ CmdletsToExport = @('Get-SampleItem', 'Remove-SampleItem') }");

        Run("--manifest", manifest).ShouldBe(1);

        _output.ToString().ShouldMatch(@"^tests/\S+/GetSampleItemCommand\.cs\(\d+\): error HELP008: gsi is not in AliasesToExport of a\.psd1\s*$");
        File.Exists(Maml).ShouldBeFalse();
    }

    [Fact]
    public void PassesTheCheckWhenPagesDifferInLineEndsOnly()
    {
        Run();
        string page = Path.Combine(Pages, "Get-SampleItem.md");
        File.WriteAllText(page, File.ReadAllText(page).ReplaceLineEndings("\r\n"));

        Run("--check").ShouldBe(0);
    }

    [Theory]
    [InlineData("Get-SampleItem.md", null)]
    [InlineData("README.md", "other text")]
    [InlineData("Get-Gone.md", PageFolder.Mark + "\n\n# Get-Gone\n")]
    public void FailsTheCheckAndChangesNothingWhenAPageIsOutOfDate(string name, string? text)
    {
        Run();
        string page = Path.Combine(Pages, name);
        Change(page, text);

        Run("--check").ShouldBe(1);

        _output.ToString().ShouldContain($"{page}: error HELP012: ");
        (File.Exists(page) ? File.ReadAllText(page) : null).ShouldBe(text);
    }

    [Fact]
    public void DeletesOnlyPagesOfItsOwnWhenTheirCommandsAreGone()
    {
        Run();
        string stale = Path.Combine(Pages, "Get-Gone.md");
        string foreign = Path.Combine(Pages, "guide.md");
        File.WriteAllText(stale, PageFolder.Mark + "\n");
        File.WriteAllText(foreign, "# A guide\n");

        Run();

        File.Exists(stale).ShouldBeFalse();
        File.Exists(foreign).ShouldBeTrue();
    }

    [Theory]
    [InlineData("--assembly")]
    [InlineData("--references")]
    [InlineData("--manifest")]
    public void NamesTheFileWhenAnInputIsNotThere(string option)
    {
        string missing = Path.Combine(_folder.FullName, "missing.dll");

        Run(option, missing).ShouldBe(1);

        _output.ToString().ShouldContain($"{missing}: error HELP000: is not there");
    }

    [Fact]
    public void NamesTheAssemblyWhenAReferenceIsMissing()
    {
        string alone = Path.Combine(_folder.FullName, "MailboxImportExport.Help.Samples.dll");
        File.Copy(Sample.Assembly, alone);
        File.Copy(Path.ChangeExtension(Sample.Assembly, ".xml"), Path.ChangeExtension(alone, ".xml"));

        Run("--assembly", alone, "--references", string.Empty).ShouldBe(1);

        _output.ToString().ShouldMatch("error HELP000: cannot be read with these references: .*'System.Management.Automation,");
    }

    [Theory]
    [InlineData("--assembly", "a.dll")]
    [InlineData("--unknown", "x")]
    [InlineData("--assembly")]
    public void RefusesTheCommandLineWhenItIsIncompleteOrUnknown(params string[] arguments) => HelpOptions.TryParse(arguments, out _).ShouldBeFalse();

    private int Run(params string[] more)
    {
        string[] arguments = ["--assembly", Sample.Assembly, "--references", Sample.References, "--manifest", Sample.Manifest, "--maml", Maml, "--markdown", Pages, .. more];
        HelpOptions.TryParse(arguments, out HelpOptions? options).ShouldBeTrue();
        _output.GetStringBuilder().Clear();
        return new HelpBuild(options.ShouldNotBeNull(), _output).Run();
    }

    private static void Change(string page, string? text)
    {
        if (text is null)
        {
            File.Delete(page);
        }
        else
        {
            File.WriteAllText(page, text);
        }
    }
}
