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

    private const string End = "\n$peak.Growth";
    private const string ToTarget = "-TargetMailbox chika@contoso.example -TargetFolder Inbox -CreateFolder -ConflictAction Copy";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-memory");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task StaysSmallWhenALargeItemGoesThroughThePipeline()
        => await MeasureAsync("Get-MailboxItem adele@contoso.example -Folder Inbox/Large | Export-MailboxItem -SpoolPath $folder | Import-MailboxItem " + ToTarget);

    [Fact]
    public async Task StaysSmallWhenALargeItemGoesIntoAFolderAndOutOfIt()
    {
        await MeasureAsync("Export-MailboxItem adele@contoso.example -Folder Inbox/Large -DestinationPath $folder");
        await MeasureAsync("Import-MailboxItem -Path $folder " + ToTarget);
    }

    private async Task MeasureAsync(string line)
    {
        ScriptAnswer answer = await new IsolatedScript
        {
            Script = Begin + line + " | ForEach-Object { if ($_.Verdict) { $_.Verdict } else { 'Item' } }" + End,
            Variables = new Dictionary<string, string> { ["manifest"] = ModuleFolder.Manifest, ["uri"] = sandbox.Uri, ["folder"] = _folder.FullName },
            Environment = new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = HeapLimit },
        }.RunAsync();

        answer.Errors.ShouldBeEmpty();
        answer.Output.Count.ShouldBe(2);
        answer.Output[0].ShouldBeOneOf("Item", "Complete");
        long growth = long.Parse(answer.Output[1], CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"grew by {growth / (1024.0 * 1024):F1} MB: {line}");
        growth.ShouldBeLessThan(LargestGrowth);
    }
}
