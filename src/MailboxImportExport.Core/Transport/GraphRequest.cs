using System;
using System.Net.Http;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transport;

/// <summary>A request that knows where its run is logged. A new one is made for every attempt.</summary>
internal sealed class GraphRequest(HttpMethod method, Uri uri, IRunLog log) : HttpRequestMessage(method, uri)
{
    public IRunLog Log { get; } = log;
}
