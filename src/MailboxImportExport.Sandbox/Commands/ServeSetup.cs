using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Commands;

/// <summary>Makes a sandbox as the options of <c>serve</c> want it.</summary>
internal static class ServeSetup
{
    private const int Kilobyte = 1024;
    private const int Megabyte = 1024 * 1024;
    private const double Percent = 100;
    private const int UsualSize = 2000;
    private static readonly TimeSpan StallTime = TimeSpan.FromMinutes(1);

    public static void Apply(ServeOptions options, SandboxServer server)
    {
        // Nobody can ask a served sandbox for its evidence, and it may run for days.
        server.Requests.KeepsRequests = false;
        server.Switches.ReceivedBytesLimit = 0;
        Fill(options, server);
        server.Pace.Latency = TimeSpan.FromMilliseconds(options.LatencyMilliseconds);
        server.Pace.BytesPerSecond = (long)options.BandwidthKilobytes * Kilobyte;
        server.Switches.DiscardImports = options.AreImportsDropped;
        server.Switches.DropEveryNthExportedItem = options.DroppedIds;
        server.Switches.LimitsSpanMailboxes = options.LimitsSpanMailboxes;
        server.Switches.UploadLimitIsDecimal = options.AreMegabytesDecimal;
        server.Limits.SharedTimes = options.SharedTimes;
        server.Faults.StallTime = StallTime;
        server.Limits.AreEnforced = options.HasLimits;
        server.Limits.Divide(options.LimitDivisor, options.LimitDivisor);
        if (options.FaultPercent > 0)
        {
            server.Faults.Mix = new FaultMix(options.FaultPercent / Percent, options.FaultSeed, options.FaultKinds);
        }
    }

    private static void Fill(ServeOptions options, SandboxServer server)
    {
        SandboxMailbox adele = server.Tenant.Mailbox($"adele@{TenantSeed.Domain}");
        if (options.LargeItemMegabytes.Most > 0)
        {
            LargeSizes sizes = new((long)options.LargeItemMegabytes.Least * Megabyte, (long)options.LargeItemMegabytes.Most * Megabyte);
            adele.AddLargeItems(adele.AddFolder("Inbox/Large"), Enumerable.Range(0, options.LargeItems).Select(index => sizes.Of(index, options.LargeItems)));
        }

        IReadOnlyList<SandboxMailbox> added = server.Tenant.AddUsers(options.Mailboxes);
        if (options.Items > 0)
        {
            MailSizes sizes = new(options.ItemKilobytes * Kilobyte);
            foreach (SandboxMailbox mailbox in added.Prepend(adele))
            {
                mailbox.AddItems(mailbox.AddFolder("Inbox/Many"), options.Items, number => options.ItemKilobytes == 0 ? UsualSize : sizes.Of(number));
            }
        }

        if (options.AreExportsPrepared)
        {
            foreach (SandboxMailbox mailbox in server.Tenant.Mailboxes)
            {
                server.PrepareExports(mailbox);
            }
        }
    }
}
