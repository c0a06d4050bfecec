using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace MailboxImportExport.Net8Probe;

internal static class Program
{
    /// <param name="arguments">The module's bin folder, the address of a sandbox, the mailbox to read and the one to write.</param>
    private static int Main(string[] arguments)
    {
        string bin = arguments[0];
        Assembly loader = Assembly.LoadFrom(Path.Combine(bin, "MailboxImportExport.Loader.dll"));
        Type context = loader.GetType("MailboxImportExport.Loader.ModuleLoadContext", throwOnError: true)!;
        Assembly commands = (Assembly)context.GetMethod("Load")!.Invoke(null, [bin])!;

        // This very file once more, in the module's context: there its references are the module's own files.
        Assembly steps = AssemblyLoadContext.GetLoadContext(commands)!.LoadFromAssemblyPath(typeof(Program).Assembly.Location);
        MethodInfo run = steps.GetType(typeof(Steps).FullName!, throwOnError: true)!.GetMethod(nameof(Steps.Run), BindingFlags.Static | BindingFlags.Public)!;
        Console.WriteLine($"runtime {Environment.Version}");
        return (int)run.Invoke(null, [arguments])!;
    }
}
