using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Web;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;

namespace MailboxImportExport.ModuleTests.SignIn;

/// <summary>The secrets that a client has really sent, none of which may stand in any stream of a session.</summary>
internal static class SecretsOnTheWire
{
    private const string Scheme = "Bearer ";
    private static readonly string[] SecretFields = ["device_code", "refresh_token", "client_assertion", "client_secret", "code", "code_verifier"];

    public static void ShouldStandInNoStream(this SandboxServer server, ShellResult result)
    {
        string[] secrets = [.. server.Requests.All.SelectMany(Of).Distinct()];
        secrets.ShouldNotBeEmpty($"nothing was sent that could be shown; requests: {string.Join(", ", server.Requests.All.Select(static r => $"{r.Kind} {r.Path} {r.Status}"))}; errors: {string.Join(", ", result.Errors.Select(Text))}");
        string shown = string.Join('\n', result.Records.Select(static record => Text(record.Value)).Concat(result.Errors.Select(Text)).Append(result.Text));
        secrets.Where(secret => shown.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Of(RecordedRequest request)
    {
        if (request.Headers.TryGetValue("Authorization", out string? header) && header.StartsWith(Scheme, StringComparison.Ordinal))
        {
            // Each part by itself: a shortened token is one still.
            foreach (string part in header[Scheme.Length..].Split('.').Skip(1))
            {
                yield return part;
            }
        }

        if (request.Kind == CallKind.Token)
        {
            System.Collections.Specialized.NameValueCollection form = HttpUtility.ParseQueryString(request.Body ?? string.Empty);
            foreach (string value in SecretFields.Select(field => form[field]).OfType<string>())
            {
                yield return value;
            }
        }
    }

    private static string Text(object? value) => value is ErrorRecord error ? $"{error}\n{error.Exception}" : $"{value}";
}
