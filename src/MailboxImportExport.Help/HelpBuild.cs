using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Examples;
using MailboxImportExport.Help.Maml;
using MailboxImportExport.Help.Manifest;
using MailboxImportExport.Help.Markdown;
using MailboxImportExport.Help.Model;
using MailboxImportExport.Help.Reflection;

namespace MailboxImportExport.Help;

/// <summary>One run: reads, checks, and writes when nothing is missing.</summary>
internal sealed class HelpBuild(HelpOptions options, TextWriter output)
{
    /// <summary>Gives the exit code of the program.</summary>
    internal int Run()
    {
        FaultList faults = new();
        if (!HasInputs(faults))
        {
            return Report(faults);
        }

        IReadOnlyList<CommandHelp> commands = Read(faults);
        if (faults.All.Any(fault => fault.Code == FaultCodes.MissingInput))
        {
            return Report(faults);
        }

        new ModuleManifest(options.Manifest).Compare(commands, faults);
        PageFolder pages = new(options.Markdown, commands);
        if (options.Check)
        {
            pages.Check(faults);
        }

        if (faults.All.Count > 0)
        {
            return Report(faults);
        }

        Write(commands, pages);
        return 0;
    }

    private bool HasInputs(FaultList faults)
    {
        string[] files = [options.Assembly, Path.ChangeExtension(options.Assembly, ".xml"), options.Manifest, .. options.References];
        foreach (string file in files.Where(file => !Path.Exists(file)))
        {
            faults.Add(new(file), FaultCodes.MissingInput, "is not there");
        }

        return faults.All.Count == 0;
    }

    private int Report(FaultList faults)
    {
        foreach (HelpFault fault in faults.All)
        {
            output.WriteLine(fault);
        }

        return 1;
    }

    private IReadOnlyList<CommandHelp> Read(FaultList faults)
    {
        try
        {
            using CommandAssembly assembly = new(options.Assembly, options.References);
            using CommandReader reader = new(assembly, XmlDocumentation.LoadBeside(assembly.Path), faults);
            return reader.Read();
        }
        catch (FileNotFoundException missing)
        {
            faults.Add(new(options.Assembly), FaultCodes.MissingInput, $"cannot be read with these references: {missing.Message}");
            return [];
        }
    }

    private void Write(IReadOnlyList<CommandHelp> commands, PageFolder pages)
    {
        if (!options.Check)
        {
            pages.Write();
        }

        CreateFolderOf(options.Maml);
        MamlDocument.Create(commands).Save(options.Maml);
        if (options.Examples is string examples)
        {
            CreateFolderOf(examples);
            ExampleFile.Write(examples, commands);
        }

        ExampleHelp[] all = [.. commands.SelectMany(command => command.Examples)];
        output.WriteLine($"Help for {commands.Count} commands, {all.Length} examples ({all.Count(example => example.NoRun is not null)} not to be run).");
    }

    private static void CreateFolderOf(string file) => Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".");
}
