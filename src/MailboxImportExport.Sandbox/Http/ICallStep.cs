using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Something that stands before the handlers of all calls: it lets a call pass by calling the next, or ends it with an error.</summary>
internal interface ICallStep
{
    Task InvokeAsync(CallContext call, CallHandler next);
}
