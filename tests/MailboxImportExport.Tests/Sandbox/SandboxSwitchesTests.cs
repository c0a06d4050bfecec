using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
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
        string tests = string.Concat(Sources().Select(File.ReadAllText));
        SandboxSwitches defaults = new();

        typeof(SandboxSwitches).GetProperties()
            .Where(property => !Values(tests, property.Name).Any(value => value != Literal(property.GetValue(defaults))))
            .Select(static property => property.Name)
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> Values(string source, string name)
        => Regex.Matches(source, $@"[Ss]witches(\.|\s*=?\s*\{{[^}}]*?){name}\s*=\s*(?<value>[^;,}}=]+)[;,}}]")
            .Select(static match => match.Groups["value"].Value.Trim());

    private static string Literal(object? value) => value switch
    {
        bool isOn => isOn ? "true" : "false",
        string text => $"\"{text}\"",
        null => "null",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

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
