using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using MailboxImportExport.Help;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Maml;
using MailboxImportExport.Help.Model;
using MailboxImportExport.Help.Reflection;
using MailboxImportExport.Sandbox.Shell;

namespace MailboxImportExport.ModuleTests.Help;

/// <summary>The sample commands as a module with its help file, imported into a shell.</summary>
public sealed class SampleModule : IDisposable
{
    private const string Name = "MailboxImportExport.Help.Samples.dll";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("samplemodule");

    public SampleModule()
    {
        string source = Path.Combine(AppContext.BaseDirectory, Name);
        string module = Path.Combine(_folder.FullName, Name);
        File.Copy(source, module);
        Commands = Read(source);
        MamlDocument.Create(Commands).Save(Path.Combine(_folder.CreateSubdirectory("en-US").FullName, Name + "-Help.xml"));
        Shell.Run("Import-Module $module", ("module", module));
    }

    internal HostedShell Shell { get; } = new();

    internal IReadOnlyList<CommandHelp> Commands { get; }

    public void Dispose()
    {
        Shell.Dispose();
        _folder.Delete(recursive: true);
    }

    private static IReadOnlyList<CommandHelp> Read(string file)
    {
        using CommandAssembly assembly = new(file, [typeof(PSObject).Assembly.Location]);
        using CommandReader reader = new(assembly, XmlDocumentation.LoadBeside(assembly.Path), new FaultList());
        return reader.Read();
    }
}
