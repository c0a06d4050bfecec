using System;
using System.Linq;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Transfer.Measure;

/// <summary>The least time that a transfer takes under each limit of the service; the longest of them binds.</summary>
/// <remarks>Microsoft Graph documentation, page "Microsoft Graph service-specific throttling limits", Outlook service limits.</remarks>
internal static class TransferEstimate
{
    private const long RequestsPerWindow = 10_000;
    private const long UploadPerWindow = 150L * 1000 * 1000;

    private static readonly TimeSpan RequestWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UploadWindow = TimeSpan.FromMinutes(5);

    /// <summary>An export: the items are listed by pages and exported by batches.</summary>
    /// <param name="items">Items.</param>
    /// <param name="callTime">How long a call takes.</param>
    public static (TimeSpan Time, MailboxTransferLimit Limit) OfExport(long items, TimeSpan callTime)
    {
        long calls = Parts(items, ItemRequests.PageSize) + Parts(items, BatchPlanner.MostIds);
        return Longest(ByRequests(calls), AtOnce(calls, callTime));
    }

    /// <summary>An import into one mailbox: a call for each item, with its content in base64.</summary>
    /// <param name="items">Items.</param>
    /// <param name="bytes">Bytes of their content.</param>
    /// <param name="callTime">How long a call takes.</param>
    public static (TimeSpan Time, MailboxTransferLimit Limit) OfImport(long items, long bytes, TimeSpan callTime)
    {
        double uploaded = bytes * 4.0 / 3.0;
        (TimeSpan, MailboxTransferLimit) upload = (Times(UploadWindow, uploaded / UploadPerWindow), MailboxTransferLimit.UploadBytes);
        return Longest(ByRequests(items), AtOnce(items, callTime), upload);
    }

    private static (TimeSpan Time, MailboxTransferLimit Limit) ByRequests(long calls)
        => (Times(RequestWindow, calls / (double)RequestsPerWindow), MailboxTransferLimit.Requests);

    private static (TimeSpan Time, MailboxTransferLimit Limit) AtOnce(long calls, TimeSpan callTime)
        => (Times(callTime, calls / (double)CallLimits.DocumentedCallsAtOnce), MailboxTransferLimit.ConcurrentRequests);

    private static (TimeSpan Time, MailboxTransferLimit Limit) Longest(params (TimeSpan Time, MailboxTransferLimit Limit)[] bounds)
        => bounds.OrderByDescending(static b => b.Time).First();

    private static long Parts(long items, int size) => (items + size - 1) / size;

    private static TimeSpan Times(TimeSpan time, double factor) => TimeSpan.FromTicks((long)(time.Ticks * factor));
}
