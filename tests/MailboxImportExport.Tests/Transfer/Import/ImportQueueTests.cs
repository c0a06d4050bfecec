using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Transfer.Import;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

public sealed class ImportQueueTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly ImportQueue _queue;

    public ImportQueueTests() => _queue = new ImportQueue(_time);

    [Fact]
    public async Task GivesWhatWaitsBackAfterItsTimeAndBehindWhatCameMeanwhile()
    {
        await AddAsync("first", "second");
        ImportAttempt first = (await TakeAsync()).ShouldNotBeNull();
        _queue.Wait(first, ImportWait.For(TimeSpan.FromMinutes(2))).ShouldBeTrue();
        _queue.Complete();

        Name(await TakeAsync()).ShouldBe("second");
        _queue.End();
        Task<ImportAttempt?> next = TakeAsync();
        _time.Advance(TimeSpan.FromSeconds(119));
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        (await next.WaitAsync(Guard)).ShouldBe(first);
    }

    [Fact]
    public async Task GivesWhatWaitsForAnotherBackWhenThatHasEnded()
    {
        TaskCompletionSource other = new();
        await AddAsync("first");
        ImportAttempt first = (await TakeAsync()).ShouldNotBeNull();
        _queue.Wait(first, ImportWait.For(other.Task));
        _queue.Complete();
        Task<ImportAttempt?> next = TakeAsync();
        next.IsCompleted.ShouldBeFalse();

        other.SetResult();

        (await next.WaitAsync(Guard)).ShouldBe(first);
    }

    [Fact]
    public async Task EndsOnlyWhenNothingCanComeBackAnyMore()
    {
        await AddAsync("first");
        ImportAttempt first = (await TakeAsync()).ShouldNotBeNull();
        _queue.Complete();
        Task<ImportAttempt?> other = TakeAsync();
        other.IsCompleted.ShouldBeFalse();
        _queue.Wait(first, ImportWait.For(TimeSpan.FromSeconds(1)));
        _time.Advance(TimeSpan.FromSeconds(1));
        (await other.WaitAsync(Guard)).ShouldBe(first);
        Task<ImportAttempt?> last = TakeAsync();

        _queue.End();

        (await last.WaitAsync(Guard)).ShouldBeNull();
    }

    [Fact]
    public async Task HandsOutWhatWaitsWhenItIsStopped()
    {
        await AddAsync("first", "second");
        ImportAttempt first = (await TakeAsync()).ShouldNotBeNull();
        _queue.Wait(first, ImportWait.For(TimeSpan.FromMinutes(2)));

        IReadOnlyList<ImportAttempt> left = _queue.Stop();

        left.Select(Name).ShouldBe(["first", "second"]);
        (await TakeAsync()).ShouldBeNull();
        (await _queue.AddAsync(Request("third"), CancellationToken.None)).ShouldBeFalse();
        _queue.Wait(first, ImportWait.For(TimeSpan.Zero)).ShouldBeFalse();
    }

    [Fact]
    public async Task WaitsNoLessThanATimerCanWhenAFractionIsLeft()
    {
        SkippingTime time = new();
        ImportQueue queue = new(time);
        await queue.AddAsync(Request("first"), CancellationToken.None);
        ImportAttempt first = (await queue.TakeAsync(CancellationToken.None)).ShouldNotBeNull();
        queue.Wait(first, ImportWait.For(TimeSpan.FromTicks(12_345)));

        (await queue.TakeAsync(CancellationToken.None).WaitAsync(Guard)).ShouldBe(first);
    }

    private static string Name(ImportAttempt? attempt) => attempt.ShouldNotBeNull().Request.Content.Name;

    private static ImportRequest Request(string name) => new() { Owner = null!, Content = new FileContent(name, 1, null) };

    private async Task AddAsync(params string[] names)
    {
        foreach (string name in names)
        {
            await _queue.AddAsync(Request(name), CancellationToken.None);
        }
    }

    private Task<ImportAttempt?> TakeAsync() => _queue.TakeAsync(CancellationToken.None);
}
