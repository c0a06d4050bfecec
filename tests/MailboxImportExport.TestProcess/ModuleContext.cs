using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace MailboxImportExport.TestProcess;

/// <summary>Runs code of this program inside of the module's load context, where its references are the module's own files.</summary>
internal static class ModuleContext
{
    /// <param name="bin">The folder of the module's assemblies.</param>
    /// <param name="type">A type of this program.</param>
    /// <param name="method">A public static method of it that takes texts.</param>
    /// <param name="arguments">The texts.</param>
    public static object? Invoke(string bin, Type type, string method, params object[] arguments)
    {
        // As the psm1 does it.
        Assembly loader = Assembly.LoadFrom(Path.Combine(bin, "MailboxImportExport.Loader.dll"));
        Type context = loader.GetType("MailboxImportExport.Loader.ModuleLoadContext", throwOnError: true)!;
        Assembly commands = (Assembly)context.GetMethod("Load")!.Invoke(null, [bin])!;

        Assembly self = AssemblyLoadContext.GetLoadContext(commands)!.LoadFromAssemblyPath(type.Assembly.Location);
        return self.GetType(type.FullName!, throwOnError: true)!
            .GetMethod(method, BindingFlags.Static | BindingFlags.Public)!
            .Invoke(null, arguments);
    }
}
