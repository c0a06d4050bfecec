using System;
using System.Collections.Generic;
using System.Net;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Commands;

/// <summary>The options of <c>serve</c>.</summary>
internal sealed record ServeOptions
{
    public const int DefaultPort = 7443;
    public const int DefaultImportPort = 7444;

    /// <summary>How large a large item may be, in MB: the length of a value in a stream has 32 bits.</summary>
    public const int MaximumLargeItem = 2000;

    private const int MostItems = 1_000_000;
    private const int MostLargeItems = 1000;
    private const int MaximumItemKilobytes = 10_000;
    private const int MostMailboxes = 1000;
    private const int Hundred = 100;

    private static readonly Dictionary<string, Func<ServeOptions, ServeOptions>> Flags = new()
    {
        ["--json"] = static options => options with { Json = true },
        ["--prepared"] = static options => options with { AreExportsPrepared = true },
        ["--drop-imports"] = static options => options with { AreImportsDropped = true },
        ["--limits-span-mailboxes"] = static options => options with { LimitsSpanMailboxes = true },
        ["--decimal-mb"] = static options => options with { AreMegabytesDecimal = true },
        ["--no-limits"] = static options => options with { HasLimits = false },
    };

    private static readonly Dictionary<string, Func<ServeOptions, OptionValue, ServeOptions>> Values = new()
    {
        ["--port"] = static (options, value) => options with { Port = value.Number(0, IPEndPoint.MaxPort) },
        ["--import-port"] = static (options, value) => options with { GivenImportPort = value.Number(0, IPEndPoint.MaxPort) },
        ["--large-item-mb"] = static (options, value) => options with { LargeItemMegabytes = value.Range(0, MaximumLargeItem) },
        ["--large-items"] = static (options, value) => options with { LargeItems = value.Number(1, MostLargeItems) },
        ["--item-kb"] = static (options, value) => options with { ItemKilobytes = value.Number(0, MaximumItemKilobytes) },
        ["--mailboxes"] = static (options, value) => options with { Mailboxes = value.Number(0, MostMailboxes) },
        ["--drop-ids"] = static (options, value) => options with { DroppedIds = value.Number(0, int.MaxValue) },
        ["--items"] = static (options, value) => options with { Items = value.Number(0, MostItems) },
        ["--latency-ms"] = static (options, value) => options with { LatencyMilliseconds = value.Number(0, int.MaxValue) },
        ["--bandwidth-kb"] = static (options, value) => options with { BandwidthKilobytes = value.Number(0, int.MaxValue) },
        ["--shared-limits"] = static (options, value) => options with { SharedTimes = value.Number(1, MostMailboxes) },
        ["--divide-limits"] = static (options, value) => options with { LimitDivisor = value.Number(1, int.MaxValue) },
        ["--fault-percent"] = static (options, value) => options with { FaultPercent = value.Number(0, Hundred) },
        ["--fault-seed"] = static (options, value) => options with { FaultSeed = value.Number(0, int.MaxValue) },
        ["--fault-kinds"] = static (options, value) => options with { FaultKinds = FaultNames.Parse(value) },
    };

    public int Port { get; init; } = DefaultPort;

    /// <summary>The port of the import host. Whoever asks for any port for the one does not want a fixed one for the other.</summary>
    public int ImportPort => GivenImportPort ?? (Port == 0 ? 0 : DefaultImportPort);

    /// <summary>Whether the first line of the output is a JSON object with the addresses, for programs.</summary>
    public bool Json { get; init; }

    /// <summary>The sizes of extra items in MB, from the smallest to the largest; 0 for none.</summary>
    public (int Least, int Most) LargeItemMegabytes { get; init; }

    /// <summary>How many of them there are.</summary>
    public int LargeItems { get; init; } = 1;

    /// <summary>How many extra items there are.</summary>
    public int Items { get; init; }

    /// <summary>How large they are on average, in KB, spread as the sizes of mail are; 0 for 2,000 bytes each.</summary>
    public int ItemKilobytes { get; init; }

    /// <summary>How many extra mailboxes there are, with the extra items in each.</summary>
    public int Mailboxes { get; init; }

    /// <summary>Which items an export of several lacks: each one of that number; 0 for none.</summary>
    public int DroppedIds { get; init; }

    /// <summary>Whether imports are thrown away unread.</summary>
    public bool AreImportsDropped { get; init; }

    /// <summary>Whether all mailboxes share the limits.</summary>
    public bool LimitsSpanMailboxes { get; init; }

    /// <summary>How many times as much as one mailbox all mailboxes may have together; 0 for any number.</summary>
    public int SharedTimes { get; init; }

    /// <summary>Whether a MB of the upload limit has 1,000,000 bytes.</summary>
    public bool AreMegabytesDecimal { get; init; }

    /// <summary>How long a call takes at least.</summary>
    public int LatencyMilliseconds { get; init; }

    /// <summary>How much a connection carries in a second and direction; 0 for as much as it can.</summary>
    public int BandwidthKilobytes { get; init; }

    /// <summary>Whether the answers to exports are made before the start.</summary>
    public bool AreExportsPrepared { get; init; }

    /// <summary>Whether calls beyond the limits of the service are refused.</summary>
    public bool HasLimits { get; init; } = true;

    /// <summary>By what the limits are divided, in time and in amount.</summary>
    public int LimitDivisor { get; init; } = 1;

    public int FaultPercent { get; init; }

    public int FaultSeed { get; init; } = 1;

    public IReadOnlyList<FaultKind> FaultKinds { get; init; } = Http.FaultKinds.Refusals;

    private int? GivenImportPort { get; init; }

    public static ServeOptions Parse(IReadOnlyList<string> arguments)
    {
        ServeOptions options = new();
        for (int index = 0; index < arguments.Count; index++)
        {
            string name = arguments[index];
            if (Flags.TryGetValue(name, out Func<ServeOptions, ServeOptions>? set))
            {
                options = set(options);
            }
            else if (Values.TryGetValue(name, out Func<ServeOptions, OptionValue, ServeOptions>? take))
            {
                index++;
                options = take(options, new OptionValue(name, index < arguments.Count ? arguments[index] : string.Empty));
            }
            else
            {
                throw new UsageException($"'serve' has no option '{name}'. 'serve --help' shows its options.");
            }
        }

        return options;
    }
}
