using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.ModuleTests;

/// <summary>Imports that the service does not take, for a reason of their items.</summary>
internal static class RefusedImports
{
    public static void RefuseNextImport(this Gates gates, int times = 1)
    {
        for (int i = 0; i < times; i++)
        {
            gates.OnNext(CallKind.ImportItem, static _ => Task.FromException(new ImportError(400, "Refused by a test.")));
        }
    }
}
