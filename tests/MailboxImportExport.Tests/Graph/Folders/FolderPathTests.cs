using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Folders;

public sealed class FolderPathTests
{
    [Theory]
    [InlineData("Inbox", "Inbox")]
    [InlineData("Inbox/Projects", "Inbox|Projects")]
    [InlineData("/Inbox/Projects/", "Inbox|Projects")]
    [InlineData("Inbox/Audit 2024//25", "Inbox|Audit 2024/25")]
    [InlineData("Inbox/Audit 2024//25/Old", "Inbox|Audit 2024/25|Old")]
    [InlineData("//root", "/root")]
    [InlineData("Inbox/a////b", "Inbox|a//b")]
    [InlineData("Inbox/end//", "Inbox|end/")]
    [InlineData("a\\b/c", "a\\b|c")]
    public void SplitsAPathIntoNames(string path, string names)
        => FolderPath.Split(path).ShouldBe(names.Split('|'));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void RefusesAPathWhenItHasNoName(string path)
        => Should.Throw<MailboxImportExportException>(() => FolderPath.Split(path)).Kind.ShouldBe(FailureKind.ArgumentInvalid);

    [Fact]
    public void ReadsBackWhatItJoinsWhateverTheNames()
    {
        Random random = new(5);
        for (int i = 0; i < 5000; i++)
        {
            // A slash at the border of two names cannot be told from one of either; within a name it can.
            List<string> names = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Name(random))];

            FolderPath.Split(names.Aggregate((string?)null, FolderPath.Join)!).ShouldBe(names);
        }
    }

    private static string Name(Random random)
    {
        string inner = string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(_ => "ab/ .#*\\"[random.Next(8)]));
        return "x" + inner + "y";
    }
}
