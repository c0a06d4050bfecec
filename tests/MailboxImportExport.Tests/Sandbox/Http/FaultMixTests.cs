using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Sandbox.Throttling;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Http;

/// <summary>Faults that come by chance.</summary>
public sealed class FaultMixTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    private SandboxMailbox Archive => _client.Server.Tenant.Archive(SandboxClient.Adele);

    private Faults Faults => _client.Server.Faults;

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task ComesRatherThanOthersWhenItWeighsMore()
    {
        Faults.Mix = new FaultMix(1, Seed: 7, [FaultKind.Throttled, FaultKind.Unavailable, FaultKind.GatewayTimeout])
        {
            Weigh = static (call, fault) => call != CallKind.GetFolder ? 0 : fault switch
            {
                FaultKind.Throttled => 1,
                FaultKind.Unavailable => 3,
                _ => 0,
            },
        };

        for (int call = 0; call < 40; call++)
        {
            await _client.GetAsync(Adele, "folders/inbox");
        }

        await _client.GetAsync(Adele, "folders");
        Faults.Total.ShouldBe(40);
        Faults.Count(FaultKind.Throttled).ShouldBeInRange(3, 20);
        Faults.Count(FaultKind.GatewayTimeout).ShouldBe(0);
    }

    [Fact]
    public async Task ComesInTheSameOrderWhenTheSeedIsTheSame()
    {
        List<int> first = await RunMixAsync(seed: 1);
        List<int> again = await RunMixAsync(seed: 1);
        List<int> other = await RunMixAsync(seed: 2);

        again.ShouldBe(first);
        other.ShouldNotBe(first);
        first.ShouldContain(200);
        first.Count(static status => status != 200).ShouldBeInRange(5, 35);
        Faults.Total.ShouldBe(first.Concat(again).Concat(other).Count(static status => status != 200));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 5)]
    public async Task HappensAsOftenAsTheRateSays(double rate, int faults)
    {
        Faults.Mix = new FaultMix(rate, Seed: 7, [FaultKind.Unavailable]);

        for (int call = 0; call < 5; call++)
        {
            await _client.GetAsync(Adele, "folders/inbox");
        }

        Faults.Count(FaultKind.Unavailable).ShouldBe(faults);
    }

    [Fact]
    public async Task LeavesSignInAloneWhenFaultsComeByChance()
    {
        Faults.Mix = new FaultMix(1, Seed: 7, FaultKinds.All);

        SandboxAnswer answer = await _client.TokenAsync($"{_client.Server.Tenant.Id}", new Dictionary<string, string>
        {
            ["client_id"] = $"{_client.Server.BuiltInApplication.ClientId}",
            ["client_secret"] = _client.Server.BuiltInApplication.Secrets[0].Value,
            ["scope"] = "https://graph.microsoft.com/.default",
            ["grant_type"] = "client_credentials",
        });

        answer.Status.ShouldBe(200);
    }

    [Fact]
    public async Task StaysSoundWhenAllFaultsAreMixed()
    {
        const int Lanes = 4;
        _client.Server.Tenant.AddAuxiliary(Archive);
        string session = await _client.CreateSessionAsync(Archive, "beta");
        string[] ids = [.. Adele.Folder("Inbox").Items.Take(2).Select(static item => item.Id), "no id"];
        Faults.StallTime = TimeSpan.Zero;
        Faults.Mix = new FaultMix(0.8, Seed: 5, FaultKinds.All);

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(async () =>
        {
            for (int round = 0; round < 60; round++)
            {
                await FaultyCalls.TryAsync(() => _client.ExportAsync(Adele, ids));
                await FaultyCalls.TryAsync(() => _client.ImportMessageAsync(session, Archive));
                await FaultyCalls.TryAsync(() => _client.GetAsync(Adele, "folders/inbox/items"));
            }
        })));

        Faults.Mix = null;
        FaultKinds.All.ShouldAllBe(kind => Faults.Count(kind) > 0);
        _client.Server.Failures.ShouldBeEmpty();
        _client.Server.Limits.Refused(LimitKind.Concurrency).ShouldBe(0);
        (await _client.ExportAsync(Adele, ids)).Values.Count.ShouldBe(3);
    }

    private async Task<List<int>> RunMixAsync(int seed)
    {
        Faults.Mix = new FaultMix(0.4, seed, [FaultKind.Throttled, FaultKind.Unavailable, FaultKind.GatewayTimeout, FaultKind.TokenExpired]);
        List<int> statuses = [];
        for (int call = 0; call < 40; call++)
        {
            statuses.Add((await _client.GetAsync(Adele, "folders/inbox")).Status);
        }

        return statuses;
    }
}
