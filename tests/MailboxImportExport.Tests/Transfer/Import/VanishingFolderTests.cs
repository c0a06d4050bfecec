using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>An export folder on a share that goes away in the middle of an import.</summary>
public sealed class VanishingFolderTests : IAsyncLifetime
{
    private ExportedFolder _folder = null!;

    private string Manifest => new ItemFolderLayout(_folder.FullPath).Manifest;

    public async ValueTask InitializeAsync() => _folder = await ExportedFolder.CreateAsync();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task IsPartialWhenTheManifestIsGoneBeforeItsItemsAreRead()
    {
        GoOn(CallKind.CreateFolder);

        MailboxTransferSummary summary = await _folder.ImportAsync();

        ShouldNameTheManifest(summary);
        summary.Requested.ShouldBe(0);
    }

    [Fact]
    public async Task IsPartialWhenOlderVersionsCannotBeLookedUpAnyMore()
    {
        string[] lines = File.ReadAllLines(Manifest);
        File.AppendAllLines(Manifest, lines.Select(static l => l.Replace("\"changeKey\":\"", "\"changeKey\":\"X", StringComparison.Ordinal)));
        _folder.Options = _folder.Options with { AllVersions = true };
        GoOn(CallKind.CreateFolder);

        MailboxTransferSummary summary = await _folder.ImportAsync();

        ShouldNameTheManifest(summary);
    }

    [Fact]
    public async Task FailsTheItemsThatCannotBeReadAnyMore()
    {
        string away = _folder.FullPath + "-away";
        _folder.Sandbox.Gates.OnNext(CallKind.ImportItem, _ =>
        {
            Directory.Move(Path.Combine(_folder.FullPath, "items"), away);
            return Task.CompletedTask;
        });

        MailboxTransferSummary summary = await _folder.ImportAsync();

        Directory.Move(away, Path.Combine(_folder.FullPath, "items"));
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Requested.ShouldBe(ExportedFolder.Items);
        (summary.Done + summary.FailedCount).ShouldBe(ExportedFolder.Items);
        summary.Failed.ShouldAllBe(static f => f.Reason == FailureKind.FileNotReadable);
        (await _folder.ImportAsync()).Verdict.ShouldBe(TransferVerdict.Complete);
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
    }

    private void GoOn(CallKind kind) => _folder.Sandbox.Gates.OnNext(kind, _ =>
    {
        File.Move(Manifest, Manifest + ".away");
        return Task.CompletedTask;
    });

    private void ShouldNameTheManifest(MailboxTransferSummary summary)
    {
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        MailboxImportExportException failure = _folder.Output.Failures.ShouldHaveSingleItem().Failure;
        failure.Kind.ShouldBe(FailureKind.FileNotReadable);
        failure.Message.ShouldContain(Manifest);
        summary.Reasons.ShouldContain(failure.Message);
    }
}
