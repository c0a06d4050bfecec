using System;
using System.Net;
using System.Net.Http;

namespace MailboxImportExport.Authentication;

/// <summary>Which proxy a connection goes through: the system's unless one was named. A sandbox and a managed identity are reached directly.</summary>
internal sealed record ProxySettings
{
    /// <summary>The proxy of the system, with the credentials that it knows.</summary>
    public static ProxySettings System { get; } = new();

    /// <summary>Address of a proxy that was named, or null.</summary>
    public Uri? Address { get; init; }

    /// <summary>Credentials for the proxy, or null.</summary>
    public ICredentials? Credentials { get; init; }

    /// <summary>Whether the account that runs the process signs in to the proxy.</summary>
    public bool UseDefaultCredentials { get; init; }

    /// <summary>Whether anything was said about a proxy.</summary>
    public bool IsGiven => Address is not null || Credentials is not null || UseDefaultCredentials;

    /// <summary>Sets a handler up.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="isLocal">Whether it talks to this computer, which no system proxy can reach; a proxy that was named is used all the same.</param>
    public void Apply(HttpClientHandler handler, bool isLocal)
    {
        ICredentials? credentials = UseDefaultCredentials ? CredentialCache.DefaultCredentials : Credentials;
        if (Address is not null)
        {
            handler.Proxy = new WebProxy(Address) { Credentials = credentials, BypassProxyOnLocal = false };
            return;
        }

        handler.UseProxy = !isLocal;
        handler.DefaultProxyCredentials = credentials;
    }
}
