using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Transfer.Import;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>Sessions last by the clock of the service, whatever that of this machine shows.</summary>
public sealed class ImportSessionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task OpensANewOneOnlyWhenTheLastIsAboutToEnd(int hoursAhead)
    {
        SetClock clock = new() { Shown = TimeSpan.FromHours(hoursAhead) };
        clock.SetUtcNow(Noon);
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(new FakeTimeProvider(Noon), tokenLifetime: TimeSpan.FromHours(24), clientTime: clock);
        sandbox.Switches.ImportSessionLifetime = TimeSpan.FromHours(1);
        ImportSessions sessions = new(sandbox.Connection, sandbox.Log);
        string mailbox = sandbox.Mailbox(ConnectedSandbox.Chika).Id;

        MailboxImportSession first = await sessions.GetAsync(mailbox, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(54));
        (await sessions.GetAsync(mailbox, CancellationToken.None)).ShouldBeSameAs(first);
        sandbox.Requests.Count(CallKind.CreateImportSession).ShouldBe(1);
        clock.Advance(TimeSpan.FromMinutes(2));

        (await sessions.GetAsync(mailbox, CancellationToken.None)).ShouldNotBeSameAs(first);
    }
}
