using System;
using System.Threading.Tasks;

namespace MailboxImportExport.TestProcess;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["script", string request]:
                ScriptSession.Run(request);
                return 0;
            case ["export", string request]:
                await (Task)ModuleContext.Invoke(Requests.Read<KillRequest>(request).Bin, typeof(KilledExport), nameof(KilledExport.RunAsync), request)!;
                return 0;
            case ["import", string request]:
                await (Task)ModuleContext.Invoke(Requests.Read<ImportKillRequest>(request).Bin, typeof(KilledImport), nameof(KilledImport.RunAsync), request)!;
                return 0;
            default:
                await Console.Error.WriteLineAsync("script <request> | export <request> | import <request>");
                return 2;
        }
    }
}
