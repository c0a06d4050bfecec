using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Commands;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Tour;

/// <summary>Shows the main job of the module in a hosted PowerShell against a sandbox of its own, and checks every step.</summary>
internal sealed class TourCommand : ICommand
{
    public string Verb => "tour";

    public string Summary => "shows the module at work, and checks it";

    public string Usage => "tour";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
    {
        if (arguments.Count > 0)
        {
            throw new UsageException($"tour takes no arguments, but was given '{string.Join(' ', arguments)}'.");
        }

        string manifest = ModuleManifest();
        string folder = Directory.CreateTempSubdirectory("MailboxImportExport-tour-").FullName;
        try
        {
            await using SandboxServer server = await SandboxServer.StartAsync(new SandboxOptions { PublishAddress = true }, cancellationToken);
            using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
            shell.Run(InventoryScript, ("folder", folder), ("people", People(server.Tenant)));
            TourGuide guide = new(server, shell, folder, output);
            foreach (ITourChapter chapter in Chapters(manifest))
            {
                guide.Chapter(chapter.Title);
                chapter.Run(guide);
            }

            guide.Chapter("The end");
            guide.Check("the sandbox had no fault of its own", server.Failures.Count == 0);
            await output.WriteLineAsync();
            await output.WriteLineAsync($"tour: {guide.Passed} passed, {guide.Failed} failed");
            return guide.Failed == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Stands in for Exchange Online PowerShell, which is not installed here: objects of the shape that it writes.
    private const string InventoryScript = "function global:Get-EXOMailbox { $people }";

    private static IReadOnlyList<ITourChapter> Chapters(string manifest)
        => [new ConnectChapter(manifest), new DiscoverChapter(), new ExportChapter(), new ImportChapter(), new AccessChapter(), new MistakesChapter()];

    private static PSObject[] People(SandboxTenant tenant) => [.. tenant.Users
        .Where(static user => user.UserPrincipalName.StartsWith("adele@", StringComparison.Ordinal) || user.UserPrincipalName.StartsWith("bruno@", StringComparison.Ordinal))
        .Select(static user =>
        {
            PSObject mailbox = new();
            mailbox.Properties.Add(new PSNoteProperty("UserPrincipalName", user.UserPrincipalName));
            mailbox.Properties.Add(new PSNoteProperty("PrimarySmtpAddress", user.PrimarySmtpAddress));
            mailbox.Properties.Add(new PSNoteProperty("ExternalDirectoryObjectId", user.ObjectId.ToString()));
            mailbox.Properties.Add(new PSNoteProperty("ExchangeGuid", user.ExchangeGuid));
            return mailbox;
        })];

    private static string ModuleManifest()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string manifest = Path.Combine(folder.FullName, "artifacts", "MailboxImportExport", "MailboxImportExport.psd1");
            if (File.Exists(manifest))
            {
                return manifest;
            }
        }

        throw new UsageException("The module has not been built: run 'dotnet build' first.");
    }
}
