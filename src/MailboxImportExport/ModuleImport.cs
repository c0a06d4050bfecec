using System;
using System.IO;
using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace MailboxImportExport;

/// <summary>Runs when the module is imported: removes spool files that a dead process left behind. Nothing else is loaded for it.</summary>
public sealed class ModuleImport : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport()
    {
        try
        {
            // The usual case is that there are none, and then nothing of the module but this is loaded.
            string folder = Path.GetTempPath();
            if (Directory.GetFiles(folder, "MailboxImportExport-*.spool").Length > 0)
            {
                RemoveStale(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A temporary folder that cannot be read must not keep the module from being imported.
            return;
        }
    }

    // A method of its own, kept out of the other: a method that is compiled loads what it names, whether it gets there or not.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RemoveStale(string folder) => TemporaryFile.RemoveStale(folder);
}
