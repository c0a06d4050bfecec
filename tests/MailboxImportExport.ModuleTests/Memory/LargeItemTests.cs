using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Processes;
using MailboxImportExport.TestProcess;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Memory;

/// <summary>
/// An item of 150 MB goes through a process that may have 64 MB of managed memory, and that grows by less than a third of the item
/// all told: an Azure Automation job has 400 MB for everything.
/// </summary>
public sealed class LargeItemTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>, IDisposable
{
    private const long LargestGrowth = 48 * 1024 * 1024;
    private const string HeapLimit = "0x4000000";

    // The working set from the import of the module on: signing in, its libraries and their compilation are counted.
    private const string Begin =
        """
        Import-Module $manifest
        $peak = [MailboxImportExport.TestProcess.PeakWorkingSet]::new()
        Connect-MailboxImportExport -Sandbox -Uri $uri

        """;

    // Measured before the target is looked at.
    private const string End =
        """

        $peak.Growth
        @(Get-MailboxItem chika@contoso.example -Folder Inbox -Recurse -Subject 'Large item of').Count
        """;
    private const string ToTarget = "-TargetMailbox chika@contoso.example -TargetFolder Inbox -CreateFolder -ConflictAction Copy";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-memory");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task StaysSmallWhenALargeItemGoesThroughThePipeline()
        => await MeasureAsync("Get-MailboxItem adele@contoso.example -Folder Inbox/Large | Export-MailboxItem -SpoolPath $folder | Import-MailboxItem " + ToTarget);

    [Fact]
    public async Task StaysSmallWhenALargeItemGoesIntoAFolderAndOutOfIt()
    {
        await MeasureAsync("Export-MailboxItem adele@contoso.example -Folder Inbox/Large -DestinationPath $folder", arrivals: 0);
        await MeasureAsync("Import-MailboxItem -Path $folder " + ToTarget);
    }

    private async Task MeasureAsync(string line, int arrivals = 1)
    {
        int before = await CountAsync();
        ScriptAnswer answer = await new IsolatedScript
        {
            Script = Begin + line + " | ForEach-Object { if ($null -ne $_.Verdict) { \"$($_.Verdict) $($_.Bytes)\" } else { \"Item $($_.Size)\" } }" + End,
            Variables = new Dictionary<string, string> { ["manifest"] = ModuleFolder.Manifest, ["uri"] = sandbox.Uri, ["folder"] = _folder.FullName },
            Environment = new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = HeapLimit },
        }.RunAsync();

        answer.Errors.ShouldBeEmpty();
        answer.Output.Count.ShouldBe(3);
        string[] result = answer.Output[0].Split(' ');
        result[0].ShouldBeOneOf("Item", "Complete");
        long.Parse(result[1], CultureInfo.InvariantCulture).ShouldBeGreaterThan(SandboxProcess.LargeItemMegabytes * 1024L * 1024);
        int.Parse(answer.Output[2], CultureInfo.InvariantCulture).ShouldBe(before + arrivals);
        long growth = long.Parse(answer.Output[1], CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"grew by {growth / (1024.0 * 1024):F1} MB: {line}");
        growth.ShouldBeLessThan(LargestGrowth);
    }

    private async Task<int> CountAsync()
    {
        ScriptAnswer answer = await new IsolatedScript
        {
            Script = Begin + "$null = $peak" + End,
            Variables = new Dictionary<string, string> { ["manifest"] = ModuleFolder.Manifest, ["uri"] = sandbox.Uri },
        }.RunAsync();
        answer.Errors.ShouldBeEmpty();
        return int.Parse(answer.Output[^1], CultureInfo.InvariantCulture);
    }
}
