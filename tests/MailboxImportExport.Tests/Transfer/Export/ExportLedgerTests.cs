using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using FsCheck.Xunit;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>Whatever a service answers, the account of an export says of each item what really became of it.</summary>
public sealed class ExportLedgerTests : IAsyncLifetime
{
    private ConnectedSandbox _sandbox = null!;
    private ScriptedExports _service = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(transport: ConnectedSandbox.WithoutPauses with { Attempts = 2 });

        // One for each lane that may call at the same moment: each answer sees to the one after it.
        for (int lane = 0; lane < CallLimits.DocumentedCallsAtOnce; lane++)
        {
            AnswerNext();
        }
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Property(Arbitrary = [typeof(ManyChoices)], Replay = ManyChoices.Replay, MaxTest = 40, EndSize = 60, QuietOnSuccess = true)]
    public async Task AgreesWithWhatTheServiceWasAskedAndSaid(Choices choices)
    {
        Chance chance = choices.Begin();
        string[] ids = [.. Enumerable.Range(0, 1 + chance.Next(60)).Select(static i => "item" + i.ToString(CultureInfo.InvariantCulture))];
        int lanes = 1 + chance.Next(4);
        _service = new ScriptedExports(chance);
        Ledger ledger = new();
        using KeptItems kept = new();

        IReadOnlyDictionary<string, ExportOutcome> outcomes = await ExportAsync(ids, lanes, ledger, kept);

        outcomes.Keys.Order().ShouldBe(ids.Order());
        _service.Asked.SelectMany(static call => call).Distinct().Order().ShouldBe(ids.Order());
        _service.Asked.Max(static call => call.Count).ShouldBeLessThanOrEqualTo(20);
        foreach ((string id, ExportOutcome outcome) in outcomes)
        {
            Check(id, outcome, kept);
        }

        ledger.Count().ShouldBe(new LedgerCount
        {
            Requested = ids.Length,
            Done = outcomes.Values.Count(static o => o.Item is not null),
            Gone = outcomes.Values.Count(static o => o.IsGone),
            Failed = outcomes.Values.Count(static o => o.Item is null && !o.IsGone),
            Bytes = outcomes.Where(static o => o.Value.Item is not null).Sum(static o => (long)ScriptedExports.Content(o.Key).Length),
        });
        ledger.Pending.ShouldBe(0);
    }

    private void Check(string id, ExportOutcome outcome, KeptItems kept)
    {
        kept.Times.GetValueOrDefault(id).ShouldBe(outcome.Item is null ? 0 : 1, id);
        if (outcome.Item is not null)
        {
            outcome.Item.Sha256.ShouldBe(Convert.ToHexString(SHA256.HashData(ScriptedExports.Content(id))), StringCompareShould.IgnoreCase);
            (Said(id, ScriptedEntry.Content) + Said(id, ScriptedEntry.Twice) + Said(id, ScriptedEntry.WithAnother)).ShouldBeGreaterThan(0);
            return;
        }

        switch (outcome.Failure!.Kind)
        {
            case FailureKind.ItemNotFound:
                Said(id, ScriptedEntry.NotFound).ShouldBeGreaterThanOrEqualTo(2);
                break;
            case FailureKind.ItemOmitted:
                Said(id, ScriptedEntry.Nothing).ShouldBeGreaterThanOrEqualTo(3);
                break;
            case FailureKind.ItemNotExported:
                (Said(id, ScriptedEntry.Corrupt) + Said(id, ScriptedEntry.Internal) + (Said(id, ScriptedEntry.Busy) / 8)).ShouldBeGreaterThan(0);
                break;
            default:
                outcome.Failure.Kind.ShouldBeOneOf(FailureKind.ServiceUnavailable, FailureKind.ServiceAnswerInvalid);
                _service.FailedCalls.ShouldBeGreaterThanOrEqualTo(3);
                break;
        }
    }

    private int Said(string id, ScriptedEntry entry) => _service.Count(id, entry);

    private void AnswerNext() => _sandbox.Gates.OnNext(CallKind.ExportItems, call =>
    {
        AnswerNext();
        return _service.AnswerAsync(call);
    });

    private async Task<IReadOnlyDictionary<string, ExportOutcome>> ExportAsync(IEnumerable<string> ids, int lanes, Ledger ledger, KeptItems kept)
    {
        ConcurrentDictionary<string, ExportOutcome> outcomes = new(StringComparer.Ordinal);
        string mailbox = _sandbox.Mailbox(ConnectedSandbox.Chika).Id;
        MailboxExport export = new(_sandbox.Connection, mailbox, kept, new RecordingLog(), ledger, outcome =>
        {
            outcomes.TryAdd(outcome.Request.ItemId, outcome).ShouldBeTrue();
            return Task.CompletedTask;
        });
        foreach (string id in ids)
        {
            ledger.Request();
            await export.AddAsync(new ExportRequest { MailboxId = mailbox, ItemId = id }, CancellationToken.None);
        }

        export.Complete();
        await Task.WhenAll(export.Start(CancellationToken.None).Take(lanes));
        return outcomes;
    }
}
