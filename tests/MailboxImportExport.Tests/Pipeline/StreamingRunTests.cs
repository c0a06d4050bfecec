using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Pipeline;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Pipeline;

public sealed class StreamingRunTests
{
    [Fact]
    public async Task DoesNotTakeTheInputForWholeWhenTheCommandEndsEarly()
    {
        using TestCommand command = new();
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool? wasWhole = null;
        StreamingRun<string> run = new(command, capacity: 1, async (input, _, token) =>
        {
            using CancellationTokenRegistration watch = token.Register(() => wasWhole = input.Completion.IsCompleted);
            started.SetResult();
            await input.ReadAsync(token);
        });
        await started.Task;

        run.Dispose();

        wasWhole.ShouldBe(false);
    }

    private sealed class TestCommand : AsyncCmdlet;
}
