using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;

namespace MailboxImportExport.Transfer.Measure;

/// <summary>Lists a mailbox, adds up what it holds, and works out how long it takes to move it.</summary>
internal sealed class ContentMeasurement(GraphConnection connection, IRunLog log)
{
    /// <param name="request">What is measured.</param>
    /// <param name="sampled">Items to export, to learn what an export takes; 0 for none.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public async Task<MailboxContentMeasure> RunAsync(ItemListRequest request, int sampled, CancellationToken cancellationToken)
    {
        ContentTally tally = new();
        ItemSample sample = new(sampled);
        int folders = 0;
        long began = connection.Time.GetTimestamp();
        ListItems list = new(connection, log);
        await foreach (MailboxItem item in list.RunAsync(request, _ => folders++, null, cancellationToken).ConfigureAwait(false))
        {
            tally.Add(item);
            sample.See(item);
        }

        TimeSpan listing = connection.Time.GetElapsedTime(began);
        long calls = Math.Max(1, folders + (tally.Items / ItemRequests.PageSize));
        TimeSpan callTime = TimeSpan.FromTicks(listing.Ticks / calls);
        MailboxContentMeasure measure = new()
        {
            Mailbox = request.Store.Identity,
            MailboxId = request.Store.MailboxId,
            IsArchive = request.Store.IsArchive,
            Folders = folders,
            Items = tally.Items,
            Bytes = tally.Bytes,
            ReportedBytes = tally.Bytes,
            LargestItem = tally.Largest,
            ByFolder = tally.ByFolder,
            ByClass = tally.ByClass,
            ByYear = tally.ByYear,
        };
        return WithTimes(sampled == 0 ? measure : await WeighAsync(measure, sample, cancellationToken).ConfigureAwait(false), callTime);
    }

    private MailboxContentMeasure WithTimes(MailboxContentMeasure measure, TimeSpan callTime)
    {
        TransferEstimate estimate = new(connection.Governor.Limits);
        (TimeSpan exportTime, MailboxTransferLimit exportLimit) = estimate.OfExport(measure.Items, callTime);
        (TimeSpan importTime, MailboxTransferLimit importLimit) = estimate.OfImport(measure.Items, measure.Bytes, callTime);
        return measure with { ExportTime = exportTime, ExportLimit = exportLimit, ImportTime = importTime, ImportLimit = importLimit };
    }

    private async Task<MailboxContentMeasure> WeighAsync(MailboxContentMeasure measure, ItemSample sample, CancellationToken cancellationToken)
    {
        long reported = 0;
        long taken = 0;
        int weighed = 0;
        Ledger ledger = new();
        using WeighingTarget target = new();
        ExportItems export = new(connection, target, log, outcome =>
        {
            if (outcome.Item is ExportedMailboxItem item)
            {
                Interlocked.Add(ref reported, item.Item!.Size);
                Interlocked.Add(ref taken, item.Size);
                Interlocked.Increment(ref weighed);
            }
            else
            {
                log.Verbose($"Not in the sample: {outcome.Failure?.Message}");
            }

            return Task.CompletedTask;
        });
        await export.RunAsync(
            async token =>
            {
                foreach (MailboxItem item in sample.Items)
                {
                    ledger.Request();
                    await export.AddAsync(new ExportRequest { MailboxId = item.MailboxId, ItemId = item.ItemId, Item = item }, ledger, token).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (weighed == 0 || reported == 0)
        {
            return measure;
        }

        double factor = taken / (double)reported;
        return measure with { Bytes = (long)(measure.ReportedBytes * factor), Certainty = MailboxSizeCertainty.Sampled, SampledItems = weighed, SampleFactor = factor };
    }
}
