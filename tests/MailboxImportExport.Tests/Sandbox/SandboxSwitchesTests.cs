using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using MailboxImportExport.Sandbox;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox;

public sealed class SandboxSwitchesTests
{
    [Fact]
    public void AreAllDocumentedWhenTheDocumentIsRead()
    {
        string document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "sandbox.md"));

        typeof(SandboxSwitches).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(static property => property.Name)
            .Where(name => !document.Contains($"| `{name}` |", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void AreAllThereWhenTheDocumentNamesThem()
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "sandbox.md"));

        lines.SkipWhile(static line => !line.StartsWith("| switch |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(static line => line.StartsWith('|'))
            .Select(static line => line.Split('`')[1])
            .ShouldBe(typeof(SandboxSwitches).GetProperties().Select(static property => property.Name), ignoreOrder: true);
    }

    [Fact]
    public void AreTestedInBothPositionsWhenTheyExist()
    {
        // The position that is the default is what all other tests run with.
        string[] sources = [.. Sources().Select(File.ReadAllText)];
        SwitchPositions positions = SwitchPositions.OfThisAssembly();
        SandboxSwitches defaults = new();

        typeof(SandboxSwitches).GetProperties()
            .Where(property => sources.SelectMany(source => positions.In(source, property.Name)).All(position => position == SwitchPositions.Text(property.GetValue(defaults))))
            .Select(static property => property.Name)
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sandbox.Switches.Answer = true;", "true")]
    [InlineData("Switches = { Other = 1, Answer = Shape.Large }", "Large")]
    [InlineData("Switches = { Other = 1, Answer = 10_000 }", "10000")]
    [InlineData("sandbox.Switches.Answer = first;", "false")]
    [InlineData("sandbox.Switches.Answer = (Shape)second;", "Saturday,Sunday")]
    [InlineData("sandbox.Switches.Answer = third;", "")]
    [InlineData("sandbox.Switches.Answers = true;", "")]
    [InlineData("sandbox.Answer = true;", "")]
    public void AreSeenInThePositionsThatATheoryGivesThem(string statement, string positions)
    {
        Dictionary<string, object?[]> rows = new() { ["first"] = [false], ["second"] = [DayOfWeek.Saturday, DayOfWeek.Sunday] };
        SwitchPositions read = new((method, parameter) => method == "Sample" ? rows.GetValueOrDefault(parameter, []) : []);

        string.Join(',', read.In($"class Samples\n{{\n    public void Sample(bool first, object second)\n    {{\n        {statement}\n    }}\n}}", "Answer")).ShouldBe(positions);
    }

    private static IEnumerable<string> Sources()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MailboxImportExport.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run in their repository.");
        }

        return Directory.EnumerateFiles(Path.Combine(folder.FullName, "tests", "MailboxImportExport.Tests"), "*.cs", SearchOption.AllDirectories);
    }
}
