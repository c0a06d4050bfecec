using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transfer.Copy;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Copy;

public sealed class MoveGuardTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly MoveGuard _guard = new();

    [Theory]
    [InlineData("b", "a")]
    [InlineData("a", "c")]
    [InlineData("c", "A")]
    [InlineData("b", "c")]
    [InlineData("b", "b")]
    public async Task MakesAMoveWaitThatWouldTakeWhatAnotherReliesOn(string source, string target)
    {
        IDisposable first = await EnterAsync("a", "b");

        Task<IDisposable> second = EnterAsync(source, target);

        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await second.WaitAsync(Guard)).Dispose();
    }

    [Theory]
    [InlineData("c", "b")]
    [InlineData("c", "d")]
    public async Task LetsMovesGoSideBySideThatTakeNothingFromEachOther(string source, string target)
    {
        using IDisposable first = await EnterAsync("a", "b");

        using IDisposable second = await EnterAsync(source, target).WaitAsync(Guard);
    }

    [Fact]
    public async Task NeverWaitsInACircle()
    {
        IDisposable first = await EnterAsync("a", "b");
        Task<IDisposable> second = EnterAsync("b", "c");
        Task<IDisposable> third = EnterAsync("c", "a");

        first.Dispose();

        (await (await Task.WhenAny(second, third).WaitAsync(Guard))).Dispose();
        await Task.WhenAll(second, third).WaitAsync(Guard);
    }

    [Fact]
    public async Task StopsWaitingWhenItIsCancelled()
    {
        using IDisposable first = await EnterAsync("a", "b");
        using CancellationTokenSource stop = new();
        Task<IDisposable> second = _guard.EnterAsync("b", "a", stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => second.WaitAsync(Guard));
        _guard.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task MovesWithinAMailboxAloneAndInTurns()
    {
        (await EnterAsync("a", "a").WaitAsync(Guard)).Dispose();

        (await EnterAsync("a", "a").WaitAsync(Guard)).Dispose();
    }

    private Task<IDisposable> EnterAsync(string source, string target) => _guard.EnterAsync(source, target, CancellationToken.None);
}
