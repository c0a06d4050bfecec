using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Copy;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>Copies the mailbox into an archive, folder by folder.</summary>
internal sealed class SoakCopy(SoakScene scene) : SoakArrival(scene, scene.CopyTarget)
{
    public override string Name => "copy";

    protected override async Task<(MailboxImportExportException? End, IReadOnlyList<MailboxTransferSummary> Summaries)> RunAsync(SoakOutput<ImportedMailboxItem> output)
    {
        CopyOptions options = new()
        {
            Target = new MailboxIdentity { MailboxId = Target.Id, IsArchive = true, Text = Target.Id },
            KeepsTree = true,
            CreateFolder = true,
            JournalPath = System.IO.Path.Combine(Scene.Path, "copy.jsonl"),
        };
        Progress<TransferProgress> progress = new();
        using CopyTarget target = await CopyTarget.OpenAsync(Scene.TargetConnection, options, output, progress, Scene.Sandbox.Log, CancellationToken.None);

        using SpoolTarget spool = new(new SpoolBudget(), System.IO.Path.GetTempPath(), SpoolTarget.DefaultLimit);
        using CopyRun run = new(Scene.Connection, target, options, spool, null, output, progress, Scene.Sandbox.Log, new ExportOptions());
        MailboxIdentity source = new() { MailboxId = Scene.Source.Id, Text = Scene.Source.Id };
        ExportSource[] sources = [new() { Mailbox = source, Listing = new ItemListRequest { Store = Scene.Sandbox.Store(Scene.Source) } }];
        MailboxImportExportException? end = await EndAsync(() => run.RunAsync(sources.ToAsyncEnumerable(), CancellationToken.None));
        return (end, run.Summaries(Name));
    }
}
