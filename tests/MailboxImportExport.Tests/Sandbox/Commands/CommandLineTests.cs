using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Commands;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    [InlineData("-h")]
    public async Task ListsTheCommandsWhenHelpIsAskedFor(string argument)
    {
        (await RunAsync(argument)).ShouldBe(0);

        _output.ToString().ShouldContain("serve");
    }

    [Fact]
    public async Task ListsTheCommandsWhenThereIsNoArgument()
    {
        (await RunAsync()).ShouldBe(2);

        _output.ToString().ShouldContain("Commands:");
    }

    [Fact]
    public async Task SaysSoWhenTheCommandIsUnknown()
    {
        (await RunAsync("sevre")).ShouldBe(2);

        _error.ToString().ShouldStartWith("There is no command 'sevre'.");
    }

    [Fact]
    public async Task ShowsTheOptionsWhenHelpOfACommandIsAskedFor()
    {
        (await RunAsync("serve", "--help")).ShouldBe(0);

        _output.ToString().ShouldContain("--large-item-mb n");
        Enum.GetNames<FaultKind>().ShouldAllBe(name => _output.ToString().Contains(name));
    }

    [Theory]
    [InlineData("--prot", "1")]
    [InlineData("--port", "x")]
    [InlineData("--port", "70000")]
    [InlineData("--port", null)]
    [InlineData("--large-item-mb", "-1")]
    [InlineData("--large-item-mb", "5-")]
    [InlineData("--large-item-mb", "9-5")]
    [InlineData("--large-item-mb", "1-2-3")]
    [InlineData("--shared-limits", "0")]
    [InlineData("--divide-limits", "0")]
    [InlineData("--fault-percent", "101")]
    [InlineData("--fault-kinds", "refusals,fire")]
    [InlineData("--fault-kinds", "3")]
    public async Task SaysSoWhenAnOptionIsWrong(string option, string? value)
    {
        (await RunAsync(value is null ? ["serve", option] : ["serve", option, value])).ShouldBe(2);

        _error.ToString().ShouldContain(option);
    }

    [Fact]
    public async Task SaysSoWhenThePortIsTaken()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        (await RunAsync("serve", "--port", port, "--import-port", "0")).ShouldBe(2);

        _error.ToString().ShouldContain("cannot listen");
        _error.ToString().ShouldContain(port);
    }

    [Fact]
    public void TakesTheDefaultPortsWhenNoneAreGiven()
    {
        ServeOptions options = ServeOptions.Parse([]);

        options.Port.ShouldBe(7443);
        options.ImportPort.ShouldBe(7444);
    }

    [Fact]
    public void TakesAnyImportPortWhenAnyPortIsTaken()
        => ServeOptions.Parse(["--port", "0"]).ImportPort.ShouldBe(0);

    private Task<int> RunAsync(params string[] arguments)
        => new CommandLine(_output, _error, [new ServeCommand()]).RunAsync(arguments, CancellationToken.None);
}
