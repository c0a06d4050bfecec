using System.Collections.Concurrent;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace MailboxImportExport.Loader;

/// <summary>
/// Loads the module and everything it depends on into a context of its own, so that no other module's copy of MSAL,
/// Azure.Core, Kiota or System.Text.Json is used by it or disturbed by it.
/// </summary>
/// <remarks>
/// This assembly is the only one of the module in the default context. Its version never changes: when two versions of
/// the module meet in one process, the loader that came first serves both, each from its own folder.
/// </remarks>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private const string ModuleAssembly = "MailboxImportExport";

    private static readonly ConcurrentDictionary<string, ModuleLoadContext> Contexts = new();

    private readonly string _folder;

    private ModuleLoadContext(string folder)
        : base(ModuleAssembly, isCollectible: false) => _folder = folder;

    /// <summary>Loads the assembly that holds the commands.</summary>
    /// <param name="folder">The folder of the module's assemblies, for example <c>bin/net8.0</c>.</param>
    /// <returns>The assembly with the commands, for <c>Import-Module -Assembly</c>.</returns>
    /// <remarks>
    /// Each version of the module has a context. Two folders with the same version share that of the first: PowerShell keeps what it
    /// knows of a command under the assembly-qualified name of its class, for the whole process, and would set the parameters of
    /// the one copy with the setters of the other.
    /// </remarks>
    public static Assembly Load(string folder)
    {
        string path = Path.GetFullPath(folder);
        string identity = AssemblyName.GetAssemblyName(Path.Combine(path, ModuleAssembly + ".dll")).FullName;
        return Contexts.GetOrAdd(identity, _ => new ModuleLoadContext(path)).LoadFromAssemblyName(new AssemblyName(ModuleAssembly));
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Our folder first, whatever the default context already has: what is not in it belongs to the host.
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
