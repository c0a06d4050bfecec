using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Commands;

public sealed class ServeProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task PublishesItsAddressUntilItIsTerminatedWhenItRunsInAProcess()
    {
        string home = Directory.CreateTempSubdirectory().FullName;
        using Process process = Start(home, "serve", "--port", "0", "--json", "--large-item-mb", "1");
        try
        {
            string line = await process.StandardOutput.ReadLineAsync().WaitAsync(Limit) ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
            JsonElement address = JsonDocument.Parse(line).RootElement;
            string path = address.GetProperty("addressFilePath").GetString()!;
            JsonElement file = JsonDocument.Parse(await File.ReadAllTextAsync(path)).RootElement;

            file.EnumerateObject().Select(static member => member.Name)
                .ShouldBe(["uri", "certificateSha256", "tenantId", "clientId", "clientSecret", "processId", "settleSeconds"]);
            file.GetProperty("uri").GetString().ShouldBe(address.GetProperty("uri").GetString());
            file.GetProperty("processId").GetInt32().ShouldBe(process.Id);
            Path.GetFileName(path).ShouldBe($"127.0.0.1-{new Uri(file.GetProperty("uri").GetString()!).Port}.json");
            if (OperatingSystem.IsWindows())
            {
                return;
            }

            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync().WaitAsync(Limit);
            process.ExitCode.ShouldBe(0);
            File.Exists(path).ShouldBeFalse();
        }
        finally
        {
            End(process);
            Directory.Delete(home, recursive: true);
        }
    }

    private static Process Start(string home, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_DATA_HOME"] = home;
        start.ArgumentList.Add(typeof(SandboxServer).Assembly.Location);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
