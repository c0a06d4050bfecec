using System;
using System.Linq;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Transfer.Measure;

/// <summary>The least time that a transfer takes under each limit of the service; the longest of them binds.</summary>
/// <param name="limits">Those that hold for the application.</param>
internal sealed class TransferEstimate(CallLimits limits)
{
    /// <summary>An export: the items are listed by pages and exported by batches.</summary>
    /// <param name="items">Items.</param>
    /// <param name="callTime">How long a call takes.</param>
    public (TimeSpan Time, MailboxTransferLimit Limit) OfExport(long items, TimeSpan callTime)
    {
        long calls = Parts(items, ItemRequests.PageSize) + Parts(items, BatchPlanner.MostIds);
        return Longest(ByRequests(calls), AtOnce(calls, callTime));
    }

    /// <summary>An import into one mailbox: a call for each item, with its content in base64.</summary>
    /// <param name="items">Items.</param>
    /// <param name="bytes">Bytes of their content.</param>
    /// <param name="callTime">How long a call takes.</param>
    public (TimeSpan Time, MailboxTransferLimit Limit) OfImport(long items, long bytes, TimeSpan callTime)
    {
        double uploaded = bytes * 4.0 / 3.0;
        (TimeSpan, MailboxTransferLimit) upload = (Times(limits.UploadWindow, uploaded / limits.UploadBytes), MailboxTransferLimit.UploadBytes);
        return Longest(ByRequests(items), AtOnce(items, callTime), upload);
    }

    private (TimeSpan Time, MailboxTransferLimit Limit) ByRequests(long calls)
        => (Times(limits.RequestWindow, calls / (double)limits.Requests), MailboxTransferLimit.Requests);

    private (TimeSpan Time, MailboxTransferLimit Limit) AtOnce(long calls, TimeSpan callTime)
        => (Times(callTime, calls / (double)limits.MostLanes), MailboxTransferLimit.ConcurrentRequests);

    private static (TimeSpan Time, MailboxTransferLimit Limit) Longest(params (TimeSpan Time, MailboxTransferLimit Limit)[] bounds)
        => bounds.OrderByDescending(static b => b.Time).First();

    private static long Parts(long items, int size) => (items + size - 1) / size;

    private static TimeSpan Times(TimeSpan time, double factor) => TimeSpan.FromTicks((long)(time.Ticks * factor));
}
