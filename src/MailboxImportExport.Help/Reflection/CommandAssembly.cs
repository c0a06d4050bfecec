using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MailboxImportExport.Help.Reflection;

/// <summary>
/// The assembly whose commands are described, read as metadata: nothing in it runs, and it may be built for an older runtime
/// than this one.
/// </summary>
internal sealed class CommandAssembly : IDisposable
{
    private readonly MetadataLoadContext _context;

    internal CommandAssembly(string path, IEnumerable<string> references)
    {
        string full = System.IO.Path.GetFullPath(path);
        string[] files =
        [
            full,
            .. Directory.GetFiles(System.IO.Path.GetDirectoryName(full) ?? ".", "*.dll"),
            .. references.SelectMany(reference => Directory.Exists(reference) ? Directory.GetFiles(reference, "*.dll") : [reference]),
            .. Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"),
        ];
        _context = new MetadataLoadContext(new PathAssemblyResolver(files.Distinct(StringComparer.Ordinal)), "System.Private.CoreLib");
        Assembly = _context.LoadFromAssemblyPath(full);
    }

    internal Assembly Assembly { get; }

    internal string Path => Assembly.Location;

    /// <summary>Finds a type by its name in documentation comments, where nested types follow a dot as namespaces do.</summary>
    internal Type? FindType(string documentationName)
    {
        Assembly[] candidates = [Assembly, .. Assembly.GetReferencedAssemblies().Select(Load).OfType<Assembly>(), .. _context.GetAssemblies()];
        string name = documentationName;
        while (true)
        {
            if (candidates.Select(candidate => candidate.GetType(name)).FirstOrDefault(type => type is not null) is Type found)
            {
                return found;
            }

            int dot = name.LastIndexOf('.');
            if (dot < 0)
            {
                return null;
            }

            name = string.Concat(name.AsSpan(0, dot), "+", name.AsSpan(dot + 1));
        }
    }

    public void Dispose() => _context.Dispose();

    // A comment seldom names a type of an assembly that is not there; if it does, the type is not found, which is reported.
    private Assembly? Load(AssemblyName name)
    {
        try
        {
            return _context.LoadFromAssemblyName(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
