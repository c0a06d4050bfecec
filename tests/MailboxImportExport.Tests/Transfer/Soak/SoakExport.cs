using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Export;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>Exports the mailbox into a folder, with some ids that name nothing.</summary>
internal sealed class SoakExport(SoakScene scene) : SoakJob(scene)
{
    // Ids in a call.
    private const int MostIds = 20;
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<string> _ghosts = [.. scene.Ghosts];

    public override string Name => "export";

    /// <summary>Bytes that the summaries say to have exported.</summary>
    public long Bytes { get; private set; }

    protected override bool HasGhosts => _ghosts.Count > 0;

    /// <summary>Compares the folder with the service.</summary>
    public void Check()
    {
        _ghosts.ShouldBeEmpty();
        IReadOnlyDictionary<string, ExportedItem> sent = Scene.Sent();
        _done.Order(StringComparer.Ordinal).ShouldBe(Scene.Source.Items.Select(static i => i.Id).Order(StringComparer.Ordinal));
        Bytes.ShouldBe(sent.Values.Sum(static e => e.Length));
        InFolder().Select(static i => $"{i.SourceItemId} {Convert.ToHexString(ContentHash.Of(i.File!))}").Order(StringComparer.Ordinal)
            .ShouldBe(sent.Values.Select(static e => $"{e.ItemId} {e.Sha256}").Order(StringComparer.Ordinal));
    }

    protected override async Task<bool> RunOnceAsync()
    {
        SoakOutput<ExportedMailboxItem> output = new(static item => item.SourceItemId);
        (bool ended, MailboxTransferSummary summary) = await ExportAsync(output);
        CheckDone(summary, ended, output);
        CheckAsked(summary, ended);

        // Whoever is sent to nowhere has not been told about these ids; nothing else is a reason to give up.
        summary.FailedCount.ShouldBeLessThanOrEqualTo(MostIds * Strikes.Of(CallKind.ExportItems, [FaultKind.RedirectToForeignHost]));
        bool isComplete = ended && summary.Verdict == TransferVerdict.Complete;
        if (ended && Strikes.Redirects() == 0)
        {
            isComplete.ShouldBeTrue(string.Join("; ", summary.Reasons));
        }

        return isComplete;
    }

    // A run that was ended before its first item has left no manifest.
    private IEnumerable<ExportedMailboxItem> InFolder() => File.Exists(new ItemFolderLayout(Scene.Path).Manifest)
        ? ItemFolderReader.OpenFolder(Scene.Path, Scene.Source.Id, Scene.Sandbox.Log).Items(allVersions: true).Select(static i => i.Item)
        : [];

    private async Task<(bool Ended, MailboxTransferSummary Summary)> ExportAsync(SoakOutput<ExportedMailboxItem> output)
    {
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(Scene.Path, new ItemFolderFiles(), verify: false, Scene.Connection.Time, Scene.Sandbox.Log, CancellationToken.None);
        ExportRun run = new(Scene.Connection, new FolderTarget(folder, readableNames: false), folder, output, new Progress<TransferProgress>(), Scene.Sandbox.Log);
        bool ended = await EndAsync(() => run.RunAsync(Sources(), CancellationToken.None)) is null;
        return (ended, Account(run.Summaries(Name)));
    }

    // What it says to have done are items that the service has sent, each of them once in all runs, with the bytes that the service has sent.
    private void CheckDone(MailboxTransferSummary summary, bool ended, SoakOutput<ExportedMailboxItem> output)
    {
        // A run that is ended has no time to tell what it has just done; that lies in the folder.
        string[] done = ended ? [.. output.Done] : [.. InFolder().Select(static i => i.SourceItemId).Where(id => !_done.Contains(id))];
        IReadOnlyDictionary<string, ExportedItem> sent = Scene.Sent();
        summary.Done.ShouldBe(done.Length);
        output.Done.Except(done, StringComparer.Ordinal).ShouldBeEmpty();
        done.Where(id => !_done.Add(id)).ShouldBeEmpty();
        summary.Bytes.ShouldBe(done.Sum(id => sent[id].Length));
        Bytes += summary.Bytes;
        if (ended)
        {
            summary.Gone.ShouldBe(output.Gone.Count);
        }

        output.Gone.Where(id => !_ghosts.Remove(id)).ShouldBeEmpty();
    }

    // What is done already is not asked for again, and everything else is.
    private void CheckAsked(MailboxTransferSummary summary, bool ended)
    {
        HashSet<string> asked = new(Scene.Sandbox.Requests.ExportCalls.SelectMany(static c => c.ItemIds), StringComparer.Ordinal);
        asked.ExceptWith(Scene.Ghosts);
        int asksForItems = asked.Count;
        int doneBefore = _done.Count - (int)summary.Done;
        asksForItems.ShouldBeLessThanOrEqualTo(Scene.Source.Items.Count - doneBefore);
        if (ended && summary.FailedCount + summary.Pending == 0 && summary.Verdict == TransferVerdict.Complete)
        {
            summary.Requested.ShouldBe(Scene.Source.Items.Count + summary.Gone);
            summary.Skipped.ShouldBe(Scene.Source.Items.Count - asksForItems);
            summary.Skipped.ShouldBe(doneBefore);
        }
    }

    private async IAsyncEnumerable<ExportSource> Sources()
    {
        await Task.Yield();
        MailboxIdentity mailbox = new() { MailboxId = Scene.Source.Id, Text = Scene.Source.Id };
        foreach (string ghost in _ghosts.ToArray())
        {
            yield return new ExportSource { Mailbox = mailbox, ItemId = ghost };
        }

        yield return new ExportSource { Mailbox = mailbox, Listing = new ItemListRequest { Store = Scene.Sandbox.Store(Scene.Source) } };
    }
}
