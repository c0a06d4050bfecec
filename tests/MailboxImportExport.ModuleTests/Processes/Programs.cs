using System;
using System.IO;
using System.Linq;

namespace MailboxImportExport.ModuleTests.Processes;

/// <summary>Where the programs are that tests start: each in the output of its own project, built the same way as the tests.</summary>
internal static class Programs
{
    /// <summary>The host that runs these tests; another one on the path might not have their runtime.</summary>
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    public static string Sandbox { get; } = Output("src", "MailboxImportExport.Sandbox", "net10.0", "MailboxImportExport.Sandbox.dll");

    public static string TestProcess { get; } = Output("tests", "MailboxImportExport.TestProcess", "net10.0", "MailboxImportExport.TestProcess.dll");

    /// <summary>The probe brings its own runtime and so lies in a folder named after the platform.</summary>
    public static string Net8Probe { get; } = Directory
        .EnumerateDirectories(Output("tests", "MailboxImportExport.Net8Probe", "net8.0"))
        .Select(static folder => Path.Combine(folder, "MailboxImportExport.Net8Probe" + (OperatingSystem.IsWindows() ? ".exe" : string.Empty)))
        .First(File.Exists);

    private static string Output(string room, string project, params string[] parts)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine([ModuleFolder.Source, room, project, "bin", configuration, .. parts]);
    }
}
