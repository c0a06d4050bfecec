using System;
using System.Collections.Generic;

namespace MailboxImportExport.Transfer.Export;

/// <summary>
/// Tells how many bytes an item will bring, from what was listed and from what items like it brought before: listed sizes are no sizes of
/// content, and forty times as much has been seen. Learns for each message class and size, else for the class, else for the mailbox.
/// </summary>
internal sealed class SizeForecast
{
    /// <summary>What an item counts that was listed without a size, before any has come.</summary>
    public const long UnlistedItem = 256 * 1024;

    // Classes are free text: a mailbox could have one for each item.
    private const int MostKinds = 1000;

    // A size of -1 stands for all sizes of the class.
    private readonly Dictionary<(string Class, int Size), double> _ratios = [];
    private double? _ratio;
    private double? _bytes;

    /// <summary>Whether anything has come yet.</summary>
    public bool IsLearned => _bytes is not null;

    /// <summary>An item has come.</summary>
    public void Learn(ExportRequest request, long bytes)
    {
        _bytes = Nearer(_bytes, bytes);
        if (request.ListedSize <= 0)
        {
            return;
        }

        double ratio = bytes / (double)request.ListedSize;
        _ratio = Nearer(_ratio, ratio);
        Learn((Class(request), -1), ratio);
        Learn((Class(request), Size(request)), ratio);
    }

    /// <summary>Bytes to reckon with for an item.</summary>
    public long Of(ExportRequest request)
    {
        if (request.ListedSize <= 0)
        {
            return (long)(_bytes ?? UnlistedItem);
        }

        double ratio = Known((Class(request), Size(request))) ?? Known((Class(request), -1)) ?? _ratio ?? 1;
        return (long)Math.Min(request.ListedSize * ratio, long.MaxValue / 2);
    }

    private static string Class(ExportRequest request) => request.Item?.ItemClass ?? string.Empty;

    // Four times as large is another size.
    private static int Size(ExportRequest request) => (int)Math.Log(request.ListedSize, 4);

    // Upwards in large steps and downwards in small ones: too much in a call costs more than too little.
    private static double Nearer(double? known, double seen) => known is double k ? k + ((seen - k) / (seen > k ? 2 : 8)) : seen;

    private double? Known((string Class, int Size) kind) => _ratios.TryGetValue(kind, out double ratio) ? ratio : null;

    private void Learn((string Class, int Size) kind, double ratio)
    {
        if (_ratios.ContainsKey(kind) || _ratios.Count < MostKinds)
        {
            _ratios[kind] = Nearer(Known(kind), ratio);
        }
    }
}
