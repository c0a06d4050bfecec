using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using System.Web;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Tests.Sandbox.Identity;

/// <summary>Signs users in to the sandbox as a client on their machine would.</summary>
internal sealed class UserSignIn(SandboxClient client)
{
    public const string Redirect = "http://localhost:51234";
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Scope
        = "https://graph.microsoft.com/MailboxFolder.Read https://graph.microsoft.com/MailboxItem.Export offline_access openid profile";

    public SandboxApplication Application { get; set; } = client.Server.BuiltInApplication;

    public static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    public Task<SandboxAnswer> DeviceCodeAsync(string scope = Scope, string tenant = "organizations")
        => client.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(client.Server.Uri, $"{tenant}/oauth2/v2.0/devicecode"))
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["client_id"] = $"{Application.ClientId}", ["scope"] = scope }),
            },
            authorize: false);

    public Task<SandboxAnswer> PollAsync(string deviceCode) => TokenAsync(new Dictionary<string, string>
    {
        ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code",
        ["device_code"] = deviceCode,
    });

    /// <summary>Opens the sign-in page; an option with the value null is left out.</summary>
    public Task<SandboxAnswer> AuthorizeAsync(params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string?> query = new()
        {
            ["client_id"] = $"{Application.ClientId}",
            ["response_type"] = "code",
            ["redirect_uri"] = Redirect,
            ["response_mode"] = "query",
            ["scope"] = Scope,
            ["state"] = "s t&1",
            ["code_challenge"] = Challenge(Verifier),
            ["code_challenge_method"] = "S256",
            ["login_hint"] = SandboxClient.Adele,
        };
        foreach ((string name, string? value) in changes)
        {
            query[name] = value;
        }

        IEnumerable<string> given = from pair in query where pair.Value is not null select $"{pair.Key}={Uri.EscapeDataString(pair.Value)}";
        Uri page = new(client.Server.Uri, $"common/oauth2/v2.0/authorize?{string.Join('&', given)}");
        return client.SendAsync(new HttpRequestMessage(HttpMethod.Get, page), authorize: false);
    }

    /// <summary>What the browser brings back.</summary>
    public static string? Returned(SandboxAnswer answer, string name) => HttpUtility.ParseQueryString(answer.Headers.Location!.Query)[name];

    public Task<SandboxAnswer> RedeemAsync(string code, params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = Verifier,
            ["scope"] = Scope,
        };
        foreach ((string name, string? value) in changes)
        {
            form.Remove(name);
            if (value is not null)
            {
                form[name] = value;
            }
        }

        return TokenAsync(form);
    }

    public Task<SandboxAnswer> RefreshAsync(string refreshToken, string? scope = null)
    {
        Dictionary<string, string> form = new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        return TokenAsync(form);
    }

    /// <summary>Signs Adele in and gives the answer with her tokens.</summary>
    public async Task<SandboxAnswer> SignInAsync() => await RedeemAsync(Returned(await AuthorizeAsync(), "code")!);

    private Task<SandboxAnswer> TokenAsync(Dictionary<string, string> form)
    {
        form["client_id"] = $"{Application.ClientId}";
        form["client_info"] = "1";
        return client.TokenAsync("organizations", form);
    }
}
