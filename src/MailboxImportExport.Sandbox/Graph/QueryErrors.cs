using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Gives queries that cannot be understood the shape of an error of Graph.</summary>
internal sealed class QueryErrors : ICallStep
{
    public async Task InvokeAsync(CallContext call, CallHandler next)
    {
        try
        {
            await next(call);
        }
        catch (QueryException exception)
        {
            throw new GraphError(400, "RequestBroker--ParseUri", exception.Message);
        }
    }
}
