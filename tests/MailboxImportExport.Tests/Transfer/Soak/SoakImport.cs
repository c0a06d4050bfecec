using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>Imports the export folder into another mailbox.</summary>
internal sealed class SoakImport(SoakScene scene) : SoakArrival(scene, scene.ImportTarget)
{
    public override string Name => "import";

    protected override async Task<(MailboxImportExportException? End, IReadOnlyList<MailboxTransferSummary> Summaries)> RunAsync(SoakOutput<ImportedMailboxItem> output)
    {
        using ClaimedHandles handles = new();
        ImportOptions options = new() { Target = new MailboxIdentity { MailboxId = Target.Id, Text = Target.Id }, CreateFolder = true };
        using ImportRun run = new(Scene.TargetConnection, options, handles, output, new Progress<TransferProgress>(), Scene.Sandbox.Log);
        ImportSource[] sources = [new() { Path = Scene.Path }];
        MailboxImportExportException? end = await EndAsync(() => run.RunAsync(sources.ToAsyncEnumerable(), CancellationToken.None));
        return (end, run.Summaries(Name));
    }
}
