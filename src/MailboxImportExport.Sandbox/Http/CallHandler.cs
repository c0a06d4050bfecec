using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Answers a call, or throws a <see cref="WireError"/>.</summary>
internal delegate Task CallHandler(CallContext call);
