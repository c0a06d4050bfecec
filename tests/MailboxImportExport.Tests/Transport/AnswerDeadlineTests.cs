using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class AnswerDeadlineTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly TransportOptions _options = new() { AnswerTimeout = TimeSpan.FromMinutes(10), IdleTimeout = TimeSpan.FromMinutes(2) };

    [Fact]
    public async Task GivesUpWhenNoAnswerBegins()
    {
        TaskCompletionSource asked = new();
        using HttpClient client = Silent(asked);
        using GraphRequest request = Request();
        Task<HttpResponseMessage> answer = new AnswerDeadline(_options, _time).SendAsync(client, request, CancellationToken.None);
        await asked.Task;

        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        answer.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromTicks(1));

        (await Should.ThrowAsync<TimeoutException>(() => answer.WaitAsync(Guard))).Message.ShouldContain("600 seconds");
    }

    [Fact]
    public async Task WaitsAsLongAsTheBodyMovesWhenSendingIsSlow()
    {
        TaskCompletionSource asked = new();
        using HttpClient client = Silent(asked);
        using GraphRequest request = Request();
        SlowUpload upload = new();
        request.Content = upload;
        Task<HttpResponseMessage> answer = new AnswerDeadline(_options, _time).SendAsync(client, request, CancellationToken.None);
        await asked.Task;

        for (int part = 0; part < 5; part++)
        {
            _time.Advance(TimeSpan.FromMinutes(9));
            upload.Progressed!();
        }

        answer.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(10));
        await Should.ThrowAsync<TimeoutException>(() => answer.WaitAsync(Guard));
        Should.NotThrow(upload.Progressed!);
    }

    [Fact]
    public async Task IsCancelledAndNotLateWhenTheCallerStops()
    {
        using CancellationTokenSource cancel = new();
        TaskCompletionSource asked = new();
        using HttpClient client = Silent(asked);
        using GraphRequest request = Request();
        Task<HttpResponseMessage> answer = new AnswerDeadline(_options, _time).SendAsync(client, request, cancel.Token);
        await asked.Task;

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => answer.WaitAsync(Guard));
    }

    [Fact]
    public async Task PutsNoLimitOnTheWholeBodyWhenItKeepsComing()
    {
        SlowStream slow = new();
        using HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(slow) };
        await using Stream body = await new AnswerDeadline(_options, _time).OpenAsync(response, CancellationToken.None);

        for (int i = 0; i < 10; i++)
        {
            Task<int> read = body.ReadAsync(new byte[8], 0, 8, CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(119));
            slow.Arrive(3);

            (await read.WaitAsync(Guard)).ShouldBe(3);
        }
    }

    [Fact]
    public async Task GivesUpWhenTheBodyPauses()
    {
        SlowStream slow = new();
        using HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(slow) };
        await using Stream body = await new AnswerDeadline(_options, _time).OpenAsync(response, CancellationToken.None);
        Task<int> read = body.ReadAsync(new byte[8], 0, 8, CancellationToken.None);

        _time.Advance(TimeSpan.FromMinutes(2));

        (await Should.ThrowAsync<TimeoutException>(() => read.WaitAsync(Guard))).Message.ShouldContain("120 seconds");
    }

    [Fact]
    public async Task PassesTheFailureOnWhenTheBodyBreaks()
    {
        SlowStream slow = new();
        using HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(slow) };
        await using Stream body = await new AnswerDeadline(_options, _time).OpenAsync(response, CancellationToken.None);
        Task<int> read = body.ReadAsync(new byte[8], 0, 8, CancellationToken.None);

        slow.Break(new IOException("reset"));

        await Should.ThrowAsync<IOException>(() => read.WaitAsync(Guard));
    }

    [Fact]
    public async Task ClosesTheAnswerWhenTheBodyPausesAndAReadLooksAtNoToken()
    {
        DeafStream deaf = new();
        using HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(deaf) };
        await using Stream body = await new AnswerDeadline(_options, _time).OpenAsync(response, CancellationToken.None);
        Task<int> read = body.ReadAsync(new byte[8], 0, 8, CancellationToken.None);

        _time.Advance(TimeSpan.FromMinutes(2));

        (await Should.ThrowAsync<TimeoutException>(() => read.WaitAsync(Guard))).Message.ShouldContain("120 seconds");
    }

    [Fact]
    public async Task ClosesTheAnswerWhenTheRunIsCancelledDuringARead()
    {
        using CancellationTokenSource cancel = new();
        DeafStream deaf = new();
        using HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(deaf) };
        await using Stream body = await new AnswerDeadline(_options, _time).OpenAsync(response, cancel.Token);
        Task<int> read = body.ReadAsync(new byte[8], 0, 8, cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => read.WaitAsync(Guard));
        deaf.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task ClosesTheAnswerWhenAReadHasATokenOfItsOwn()
    {
        using CancellationTokenSource cancel = new();
        DeafStream deaf = new();
        using HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(deaf) };
        await using Stream body = await new AnswerDeadline(_options, _time).OpenAsync(response, CancellationToken.None);
        Task<int> read = body.ReadAsync(new byte[8], 0, 8, cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => read.WaitAsync(Guard));
    }

    [Fact]
    public async Task IsCancelledWhenTheNextReadComesAfterTheCancellation()
    {
        using CancellationTokenSource cancel = new();
        DeafStream deaf = new();
        using HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(deaf) };
        await using Stream body = await new AnswerDeadline(_options, _time).OpenAsync(response, cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => body.ReadAsync(new byte[8], 0, 8, cancel.Token).WaitAsync(Guard));
    }

    private static GraphRequest Request() => new(HttpMethod.Get, new Uri("https://graph.example/"), new RecordingLog());

    private static HttpClient Silent(TaskCompletionSource asked) => new(
        new AnswerHandler(async (_, token) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("Nobody waits any more.");
        }),
        disposeHandler: true)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>A body that tells of its parts when the test says so.</summary>
    private sealed class SlowUpload() : ByteArrayContent([]), IUploadContent
    {
        public Action? Progressed { get; set; }
    }

    /// <summary>A body whose pieces come when the test says so.</summary>
    private sealed class SlowStream : MemoryStream
    {
        private TaskCompletionSource<int> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(_next.Task.WaitAsync(cancellationToken));

        public void Arrive(int count) => Interlocked.Exchange(ref _next, new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult(count);

        public void Break(Exception exception) => _next.SetException(exception);
    }

    /// <summary>A body as .NET Framework gives it: a read that waits looks at no token, and fails when the body is closed.</summary>
    private sealed class DeafStream : MemoryStream
    {
        private readonly TaskCompletionSource<int> _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDisposed { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => IsDisposed ? throw new ObjectDisposedException(nameof(DeafStream)) : new(_read.Task);

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            _read.TrySetException(new IOException("The request was aborted."));
            base.Dispose(disposing);
        }
    }
}
