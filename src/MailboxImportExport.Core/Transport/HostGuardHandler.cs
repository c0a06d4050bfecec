using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>
/// The last stop before the network. Graph requests must go to the Graph host and carry a token (the authentication provider
/// leaves the token out silently for other hosts); import requests must go to a known import host and must not carry one.
/// </summary>
internal sealed class HostGuardHandler : DelegatingHandler
{
    private readonly IReadOnlyCollection<string> _hosts;
    private readonly bool _withToken;

    public HostGuardHandler(IReadOnlyCollection<string> hosts, bool withToken, HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
        _hosts = hosts;
        _withToken = withToken;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri uri = request.RequestUri!;
        bool allowed = uri.Scheme == Uri.UriSchemeHttps
            && _hosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase)
            && _withToken == (request.Headers.Authorization is not null);
        return allowed ? base.SendAsync(request, cancellationToken) : throw Errors.HostNotAllowed(uri.Host, _hosts);
    }
}
