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
        TaskCompletionSource<bool> wasWhole = new(TaskCreationOptions.RunContinuationsAsynchronously);
        StreamingRun<string> run = new(command, capacity: 1, async (input, _, token) =>
        {
            token.Register(() => wasWhole.SetResult(input.Completion.IsCompleted));
            started.SetResult();
            await input.ReadAsync(token);
        });
        await started.Task;

        run.Dispose();

        (await wasWhole.Task).ShouldBeFalse();
    }

    private sealed class TestCommand : AsyncCmdlet;
}
