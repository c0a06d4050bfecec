using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using MailboxImportExport.ModuleTests.Processes;
using Xunit;

namespace MailboxImportExport.ModuleTests.Portable;

/// <summary>
/// A second run of some of these tests, in a process of its own, on a copy of the module with the assemblies that Windows PowerShell
/// gets. There is no Windows PowerShell here: the runtime is that of the tests, the code under test is not.
/// </summary>
public sealed class PortableRun : IAsyncLifetime
{
    private const string LoaderFile = "MailboxImportExport.Loader.dll";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-portable");
    private XDocument _results = new();

    /// <summary>The folder from which the copy takes its assemblies.</summary>
    public string Bin => Path.Combine(Module, "bin", "net8.0");

    internal ProcessEnd End { get; private set; } = new(-1, string.Empty, string.Empty);

    private string Module => Path.Combine(_folder.FullName, "MailboxImportExport");

    public async ValueTask InitializeAsync()
    {
        CopyModule();
        string results = Path.Combine(_folder.FullName, "results.xml");
        IEnumerable<string> classes = PortableTests.Suite.SelectMany(static type => new[] { "-class", type.FullName! });
        End = await ChildProcess.RunAsync(
            typeof(PortableRun).Assembly.Location,
            [.. classes, "-noLogo", "-noColor", "-xml", results],
            new Dictionary<string, string?> { [ModuleFolder.Variable] = Module });
        _results = XDocument.Load(results);
    }

    /// <summary>The results of the tests of a class: name and what went wrong, which is empty when nothing did.</summary>
    internal IReadOnlyDictionary<string, string> Of(Type type) => _results.Descendants("test")
        .Where(test => (string?)test.Attribute("type") == type.FullName)
        .ToDictionary(
            static test => (string)test.Attribute("name")!,
            static test => (string?)test.Attribute("result") == "Pass" ? string.Empty : $"{test.Attribute("result")?.Value}: {test.Element("failure")?.Element("message")?.Value}");

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void CopyModule()
    {
        foreach (string file in Directory.EnumerateFiles(ModuleFolder.Path, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(ModuleFolder.Path, file);

            // The loader of the host: .NET Framework has no load contexts, and .NET needs one.
            if (!name.StartsWith("bin", StringComparison.Ordinal) || name == Path.Combine("bin", "net8.0", LoaderFile))
            {
                CopyTo(file, Path.Combine(Module, name));
            }
        }

        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "portable"), "*.dll"))
        {
            CopyTo(file, Path.Combine(Bin, Path.GetFileName(file)));
        }
    }

    private static void CopyTo(string file, string copy)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy);
    }
}
