using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace MailboxImportExport.Loader;

/// <summary>
/// Answers assembly requests on .NET Framework, where Windows PowerShell has no binding redirects for a module.
/// </summary>
/// <remarks>
/// It answers only for requesters whose file lies in the module's folder and only with files of that folder, so that no
/// other module is ever served a dependency of this one.
/// </remarks>
public sealed class FrameworkResolver
{
    private static readonly Dictionary<string, FrameworkResolver> Resolvers = new(StringComparer.OrdinalIgnoreCase);

    private readonly string _folder;
    private readonly Dictionary<string, AssemblyName> _assemblies = new(StringComparer.OrdinalIgnoreCase);

    internal FrameworkResolver(string folder, IEnumerable<AssemblyName> assemblies)
    {
        _folder = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        foreach (AssemblyName assembly in assemblies)
        {
            _assemblies[assembly.Name!] = assembly;
        }
    }

    /// <summary>Starts answering for a folder and loads the assembly that holds the commands.</summary>
    /// <param name="folder">The folder of the module's assemblies, for example <c>bin/netstandard2.0</c>.</param>
    /// <returns>The assembly with the commands, for <c>Import-Module -Assembly</c>.</returns>
    public static Assembly Load(string folder)
    {
        string path = Path.GetFullPath(folder);
        lock (Resolvers)
        {
            if (!Resolvers.ContainsKey(path))
            {
                FrameworkResolver resolver = new(path, ReadNames(path));
                AppDomain.CurrentDomain.AssemblyResolve += resolver.OnResolve;
                Resolvers.Add(path, resolver);
            }
        }

        return Assembly.LoadFrom(Path.Combine(path, "MailboxImportExport.dll"));
    }

    /// <summary>Stops answering for a folder. What is loaded stays loaded: .NET Framework cannot unload it.</summary>
    /// <param name="folder">The folder that was given to <see cref="Load"/>.</param>
    public static void Unload(string folder)
    {
        lock (Resolvers)
        {
            string path = Path.GetFullPath(folder);
            if (Resolvers.TryGetValue(path, out FrameworkResolver? resolver))
            {
                AppDomain.CurrentDomain.AssemblyResolve -= resolver.OnResolve;
                Resolvers.Remove(path);
            }
        }
    }

    /// <summary>Decides which file answers a request.</summary>
    /// <param name="requested">The name that could not be bound.</param>
    /// <param name="requester">The file of the assembly that asks, or null when nobody is known to ask.</param>
    /// <returns>A full path, or null when the request is not ours to answer.</returns>
    internal string? Decide(AssemblyName requested, string? requester)
    {
        // A request without a requester (reflection by name) may come from any module: silence is the only safe answer.
        if (requester is null || !requester.StartsWith(_folder, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (!_assemblies.TryGetValue(requested.Name!, out AssemblyName? candidate))
        {
            return null;
        }

        bool newEnough = requested.Version is null || requested.Version <= candidate.Version;
        return newEnough && SameKey(requested, candidate) ? Path.Combine(_folder, candidate.Name + ".dll") : null;
    }

    private static bool SameKey(AssemblyName requested, AssemblyName candidate)
        => string.Equals(KeyToken(requested), KeyToken(candidate), StringComparison.Ordinal);

    private static string KeyToken(AssemblyName name) => BitConverter.ToString(name.GetPublicKeyToken() ?? []);

    private static List<AssemblyName> ReadNames(string folder)
    {
        List<AssemblyName> names = [];
        foreach (string file in Directory.GetFiles(folder, "*.dll"))
        {
            names.Add(AssemblyName.GetAssemblyName(file));
        }

        return names;
    }

    private Assembly? OnResolve(object? sender, ResolveEventArgs args)
    {
        // LoadFrom, never LoadFile: only the LoadFrom context shares one identity between all requesters of this folder.
        string? path = Decide(new AssemblyName(args.Name), args.RequestingAssembly?.Location);
        return path is null ? null : Assembly.LoadFrom(path);
    }
}
