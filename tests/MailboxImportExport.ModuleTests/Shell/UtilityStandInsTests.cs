using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Shell;

public sealed class UtilityStandInsTests(ShellFixture fixture) : IClassFixture<ShellFixture>, IDisposable
{
    private const string Folders =
        "$folders = [pscustomobject]@{ Name = 'b'; Size = 20 }, [pscustomobject]@{ Name = 'A'; Size = 9 }, [pscustomobject]@{ Name = 'c'; Size = 3 };";

    private readonly HostedShell _shell = fixture.Fresh();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("standins");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void EndsTheCommandBeforeItWhenSelectObjectHasEnough()
    {
        List<string> diary = [];

        ShellResult result = _shell.Run("Get-Numbered -Count 1000 -Diary $diary | Select-Object -First 2; 'rest of the line'", ("diary", diary));

        result.Output.Select(item => item.BaseObject).ShouldBe([1, 2, "rest of the line"]);
        result.Errors.ShouldBeEmpty();
        diary.ShouldBe(["write 1", "write 2", "disposed"]);
    }

    [Fact]
    public void LetsTheCommandsAfterItEndWhenSelectObjectHasEnough() =>
        _shell.Run("1..9 | Select-Object -First 3 | Measure-Object -Sum | Select-Object -ExpandProperty Sum").OutputAs<double>().ShouldBe([6]);

    [Theory]
    [InlineData("1..9 | Select-Object -First 0", "")]
    [InlineData("1..9 | Select-Object -Skip 7", "8 9")]
    [InlineData("1..9 | Select-Object -Last 2", "8 9")]
    [InlineData("1..9 | Select-Object -Skip 1 -First 2", "2 3")]
    [InlineData("1, 2, 1 | Select-Object -Unique", "1 2")]
    [InlineData("@{ n = 1, 2 } | Select-Object -ExpandProperty n", "1 2")]
    [InlineData("3, 20, 1 | Sort-Object", "1 3 20")]
    [InlineData("3, 20, 1 | Sort-Object -Descending", "20 3 1")]
    [InlineData("'b', 'A', 'a' | Sort-Object -Unique", "A b")]
    [InlineData(Folders + "($folders | Sort-Object Name).Name", "A b c")]
    [InlineData(Folders + "($folders | Sort-Object { -$_.Size }).Name", "b A c")]
    [InlineData(Folders + "($folders | Sort-Object Size -Descending | Select-Object -First 1).Name", "b")]
    [InlineData(Folders + "($folders | Measure-Object Size -Sum).Sum", "32")]
    [InlineData(Folders + "($folders | Measure-Object Size -Maximum -Minimum | ForEach-Object { $_.Maximum, $_.Minimum })", "20 3")]
    [InlineData("(1..4 | Measure-Object).Count", "4")]
    [InlineData("(1..4 | Measure-Object -Average).Average", "2.5")]
    [InlineData("Write-Output (1, 2)", "1 2")]
    [InlineData("Join-Path a b c", "a/b/c")]
    [InlineData("(New-Object System.Text.StringBuilder 'abc').ToString()", "abc")]
    [InlineData("(New-Object PSObject -Property @{ a = 7 }).a", "7")]
    [InlineData("'secret' | ConvertTo-SecureString -AsPlainText -Force | ConvertFrom-SecureString -AsPlainText", "secret")]
    [InlineData("Get-Date '2026-10-01' -Format 'yyyy/MM'", "2026/10")]
    public void DoesAsItsNamesakeWhenUsed(string script, string output)
    {
        ShellResult result = _shell.Run(script);

        result.Errors.ShouldBeEmpty();
        string.Join(' ', result.Output).Replace('\\', '/').ShouldBe(output);
    }

    [Fact]
    public void GivesCalculatedAndMissingPropertiesWhenSelectObjectNamesThem()
    {
        ShellResult result = _shell.Run(Folders + "$folders[0] | Select-Object N*, @{ Name = 'Double'; Expression = { $_.Size * 2 } }, Missing");

        result.Output.ShouldHaveSingleItem().Properties.ToDictionary(property => property.Name, property => (object?)property.Value)
            .ShouldBe(new Dictionary<string, object?> { ["Name"] = "b", ["Double"] = 40, ["Missing"] = null });
    }

    [Fact]
    public void ShowsAListWhenFormatListIsAskedFor() =>
        _shell.Run(Folders + "$folders[0] | Format-List").Text.ShouldBe("\nName : b\nSize : 20\n\n");

    [Fact]
    public void ShowsTheNamedColumnsWhenFormatTableIsAskedFor() =>
        _shell.Run(Folders + "$folders[0] | Format-Table Size -HideTableHeaders").Text.Trim().ShouldBe("20");

    [Theory]
    [InlineData("@{ a = 1 } | ConvertTo-Json -Compress", """{"a":1}""")]
    [InlineData("[pscustomobject]@{ a = 'ü'; b = $true; c = $null; d = [System.DayOfWeek]::Monday } | ConvertTo-Json -Compress", """{"a":"ü","b":true,"c":null,"d":1}""")]
    [InlineData("1.5, 'x' | ConvertTo-Json -Compress", """[1.5,"x"]""")]
    [InlineData("1 | ConvertTo-Json -Compress -AsArray", "[1]")]
    [InlineData("@{ a = @{ b = @{ c = @{ d = 1 } } } } | ConvertTo-Json -Compress -Depth 3", """{"a":{"b":{"c":{"d":1}}}}""")]
    [InlineData("@{ a = @{ b = @{ c = 1 } } } | ConvertTo-Json -Compress -Depth 1", """{"a":{"b":"System.Collections.Hashtable"}}""")]
    [InlineData("[datetime]::new(2026, 10, 1, 8, 0, 0, [DateTimeKind]::Utc) | ConvertTo-Json -Compress", "\"2026-10-01T08:00:00Z\"")]
    public void WritesJsonWhenAsked(string script, string json) => _shell.Run(script).OutputAs<string>().ShouldBe([json]);

    [Fact]
    public void ReadsBackWhatWasWrittenWhenAFileIsText()
    {
        ShellResult result = _shell.Run(
            """
            'one', 'two' | Set-Content $file
            Set-Content $file 'three', 4 -WhatIf
            (Get-Content $file) -join '+'
            (Get-Content $file -Raw).Length -gt 6
            Get-Content "$file.missing" -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.Count
            """,
            ("file", Path.Combine(_folder.FullName, "a.txt")));

        result.Output.Select(static item => item.BaseObject).ShouldBe(["one+two", true, 1]);
    }

    [Fact]
    public void ReadsBackWhatWasWrittenWhenAFileIsCsv()
    {
        ShellResult result = _shell.Run(
            """
            [pscustomobject]@{ Name = "two`nlines"; Note = 'a "b", c' }, [pscustomobject]@{ Name = ' x '; Note = $null } | Export-Csv $file -NoTypeInformation
            Import-Csv $file
            """,
            ("file", Path.Combine(_folder.FullName, "a.csv")));

        result.Output.Select(row => (row.Properties["Name"].Value, row.Properties["Note"].Value)).ShouldBe([("two\nlines", "a \"b\", c"), (" x ", "")]);
    }

    [Fact]
    public void ListsFilesWhenGetChildItemIsAskedWithAFilter()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "sub.txt"));
        File.WriteAllText(Path.Combine(_folder.FullName, "a.txt"), string.Empty);
        File.WriteAllText(Path.Combine(_folder.FullName, "a.log"), string.Empty);
        File.WriteAllText(Path.Combine(_folder.FullName, "sub.txt", "b.txt"), string.Empty);

        ShellResult result = _shell.Run("(Get-ChildItem $folder -File -Recurse -Filter *.txt | Sort-Object Name).Name", ("folder", _folder.FullName));

        result.OutputAs<string>().ShouldBe(["a.txt", "b.txt"]);
    }

    [Fact]
    public void RemovesTheFileWhenRemoveItemIsAsked()
    {
        ShellResult result = _shell.Run(
            """
            [System.IO.File]::WriteAllText($file, 'x')
            (Get-Item -LiteralPath $file).Length
            Test-Path -LiteralPath $file
            Remove-Item -LiteralPath $file -WhatIf
            Test-Path -LiteralPath $file
            Remove-Item -LiteralPath $file
            Test-Path -LiteralPath $file
            """,
            ("file", Path.Combine(_folder.FullName, "[a].txt")));

        result.Output.Select(item => item.BaseObject).ShouldBe([1L, true, true, false]);
    }

    [Fact]
    public void LeavesTheEngineAloneWhenNotAskedFor()
    {
        using HostedShell shell = new();

        shell.Run("Select-Object").Error(0).FullyQualifiedErrorId.ShouldBe("CommandNotFoundException");
    }
}
