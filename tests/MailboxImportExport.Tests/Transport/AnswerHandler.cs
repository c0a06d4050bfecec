using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Tests.Transport;

/// <summary>A network that answers as a test says.</summary>
internal sealed class AnswerHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
}
