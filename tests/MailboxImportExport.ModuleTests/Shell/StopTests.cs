using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Shell;

public sealed class StopTests(ShellFixture fixture) : IClassFixture<ShellFixture>, IDisposable
{
    private readonly HostedShell _shell = fixture.Fresh();
    private readonly ManualResetEventSlim _running = new();

    public void Dispose() => _running.Dispose();

    [Fact]
    public async Task EndsTheCommandWhenStoppedFromAnotherThread()
    {
        Task stopper = Task.Run(() =>
        {
            _running.Wait();
            _shell.Stop();
        });

        ShellResult result = _shell.Run("Wait-ForStop -Running $running; 'not reached'", ("running", _running));

        await stopper;
        result.Stopped.ShouldBeTrue();
        result.OutputAs<string>().ShouldBe(["before"]);
        result.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task CompletesWithWhatWasWrittenWhenARunningScriptIsStopped()
    {
        RunningScript script = _shell.StartAsync("Wait-ForStop -Running $running", ("running", _running));
        _running.Wait();

        script.Stop();

        ShellResult result = await script.Completion;
        result.Stopped.ShouldBeTrue();
        result.OutputAs<string>().ShouldBe(["before"]);
    }

    [Fact]
    public async Task EndsALoopOfTheScriptWhenStopped()
    {
        RunningScript script = _shell.StartAsync("$running.Set(); while ($true) { }", ("running", _running));
        _running.Wait();

        script.Stop();

        (await script.Completion).Stopped.ShouldBeTrue();
    }

    [Fact]
    public async Task RunsTheNextScriptWhenTheOneBeforeWasStopped()
    {
        RunningScript script = _shell.StartAsync("Wait-ForStop -Running $running", ("running", _running));
        _running.Wait();
        script.Stop();
        await script.Completion;

        _shell.Run("'next'").OutputAs<string>().ShouldBe(["next"]);
    }

    [Fact]
    public async Task CompletesByItselfWhenNobodyStopsIt()
    {
        RunningScript script = _shell.StartAsync("1 + 1; throw 'broken'");

        ShellResult result = await script.Completion;
        result.OutputAs<int>().ShouldBe([2]);
        result.TerminatingError.ShouldNotBeNull().FullyQualifiedErrorId.ShouldBe("broken");
    }

    [Fact]
    public async Task ShowsCtrlCWhenALineOfTheUserIsStopped()
    {
        Task stopper = Task.Run(() =>
        {
            _running.Wait();
            _shell.Stop();
        });
        _shell.Run("$null", ("running", _running));

        string window = _shell.RunAsUser("Wait-ForStop -Running $running");

        await stopper;
        window.ShouldBe("PS> Wait-ForStop -Running $running\nbefore\n^C\n");
    }

    [Fact]
    public void DoesNothingWhenStoppedWhileIdle()
    {
        _shell.Stop();

        _shell.Run("1").OutputAs<int>().ShouldBe([1]);
    }
}
