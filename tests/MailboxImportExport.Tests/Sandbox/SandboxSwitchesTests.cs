using System;
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
}
