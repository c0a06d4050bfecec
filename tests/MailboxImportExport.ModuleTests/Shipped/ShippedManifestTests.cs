using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using MailboxImportExport.Help.Reflection;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Shipped;

public sealed class ShippedManifestTests
{
    private const string HelpFile = "en-US/MailboxImportExport.dll-Help.xml";

    private static readonly Hashtable Manifest = ShippedManifest.Value;

    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public void ListsExactlyTheCommandsOfTheAssembly(string runtime)
    {
        using CommandAssembly assembly = new(ShippedFolder.PathOf($"bin/{runtime}/MailboxImportExport.dll"), [typeof(System.Management.Automation.PSCmdlet).Assembly.Location]);
        IEnumerable<string> commands = assembly.Assembly.GetExportedTypes()
            .SelectMany(static t => t.GetCustomAttributesData())
            .Where(static a => a.AttributeType.Name == "CmdletAttribute")
            .Select(static a => $"{a.ConstructorArguments[0].Value}-{a.ConstructorArguments[1].Value}");

        Texts("CmdletsToExport").ShouldBe(commands.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("CmdletsToExport")]
    [InlineData("FunctionsToExport")]
    [InlineData("AliasesToExport")]
    [InlineData("VariablesToExport")]
    public void ExportsWithoutWildcardsWhichWouldPreventAutoLoading(string list) => Texts(list).ShouldAllBe(static name => !name.Contains('*'));

    [Fact]
    public void NamesOnlyFilesThatAreThere()
    {
        string[] named = [(string)Manifest["RootModule"]!, .. Texts("FormatsToProcess"), .. Texts("TypesToProcess")];

        named.ShouldBeSubsetOf(ShippedFolder.Files);
    }

    [Fact]
    public void NamesEveryFormatFileThatIsThere()
        => ShippedFolder.Files.Where(static f => f.EndsWith(".format.ps1xml", StringComparison.Ordinal)).ShouldBe(Texts("FormatsToProcess"));

    [Fact]
    public void RunsOnBothEditions() => Texts("CompatiblePSEditions").ShouldBe(["Desktop", "Core"], ignoreOrder: true);

    [Fact]
    public void StartsAtWindowsPowerShell51() => Manifest["PowerShellVersion"].ShouldBe("5.1");

    [Fact]
    public void HasWhatTheGalleryAsksFor()
    {
        Guid.TryParse((string?)Manifest["GUID"], out _).ShouldBeTrue();
        ((string?)Manifest["Author"]).ShouldNotBeNullOrWhiteSpace();
        ((string?)Manifest["Description"]).ShouldNotBeNullOrWhiteSpace();
        Hashtable gallery = (Hashtable)((Hashtable)Manifest["PrivateData"]!)["PSData"]!;
        ((object[])gallery["Tags"]!).Cast<string>().ShouldAllBe(static tag => !tag.Contains(' '));
        Uri.IsWellFormedUriString((string?)gallery["LicenseUri"], UriKind.Absolute).ShouldBeTrue();
    }

    [Fact]
    public void HasHelpOfEveryCommandInTheFileThatIsNamedAfterTheAssembly()
    {
        XDocument help = XDocument.Load(ShippedFolder.PathOf(HelpFile));

        help.Descendants().Where(static e => e.Name.LocalName == "details").Select(static e => e.Elements().First(static n => n.Name.LocalName == "name").Value.Trim())
            .ShouldBe(Texts("CmdletsToExport"), ignoreOrder: true);
    }

    [Fact]
    public void GivesGetHelpTheTextsOfTheHelpFile()
    {
        XDocument help = XDocument.Load(ShippedFolder.PathOf(HelpFile));
        IEnumerable<string> synopses = help.Descendants().Where(static e => e.Name.LocalName == "details")
            .Select(static e => string.Join(' ', e.Elements().First(static d => d.Name.LocalName == "description").Value.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
        using HostedShell shell = new();

        ShellResult result = shell.Run("Import-Module $manifest; Get-Command -Module MailboxImportExport | ForEach-Object { (Get-Help $_.Name).Synopsis }", ("manifest", ModuleFolder.Manifest));

        result.Errors.ShouldBeEmpty();
        result.Output.Select(static o => o.ToString()).ShouldBe(synopses, ignoreOrder: true);
    }

    private static string[] Texts(string name) => Manifest[name] switch
    {
        null => [],
        string text => [text],
        object value => [.. ((IEnumerable)value).Cast<string>()],
    };
}
