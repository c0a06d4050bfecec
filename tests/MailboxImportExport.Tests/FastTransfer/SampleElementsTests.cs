using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Tests.Sandbox.Streams;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.FastTransfer;

public sealed class SampleElementsTests
{
    private const string FirstBuffer = "the first transfer buffer";
    private static readonly int HeaderLength = StreamBytes.Prologue.Length + FrameOperation.HeaderLength;

    public static TheoryData<string> Sections => [.. Lists.Keys];

    private static Dictionary<string, IReadOnlyList<string>> Lists { get; } = ReadLists();

    [Theory]
    [MemberData(nameof(Sections))]
    public void AreThoseThatAnotherLexerFound(string section)
    {
        string[] name = section.Split(" from ");
        int start = name[1] == FirstBuffer ? HeaderLength : int.Parse(name[1].Split(' ')[^1], CultureInfo.InvariantCulture);
        byte[] payload = StreamSample.Read(name[0])[start..];

        IReadOnlyList<StreamElement> elements = StreamBytes.Lex(payload, out _);

        ElementText.Of(elements, payload).ShouldBe(Lists[section]);
    }

    [Fact]
    public void BeginWithTheConstantBytesWhenTheStreamIsWhole()
    {
        foreach (string name in new[] { "graph-importitem-15.20.b64", "synthetic-full.b64" })
        {
            StreamSample.Read(name).Take(StreamBytes.Prologue.Length).ShouldBe(StreamBytes.Prologue, name);
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadLists()
    {
        Dictionary<string, IReadOnlyList<string>> lists = [];
        List<string> current = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Samples", "elements.txt")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                lists[line[3..]] = current = [];
            }
            else
            {
                current.Add(line);
            }
        }

        return lists;
    }
}
