using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>
/// Continuous access evaluation: when something has happened to an account, Graph refuses tokens that are still good, and says in the refusal with
/// which claims a new one must be asked for. A token that was asked for with them is taken again.
/// </summary>
internal sealed class ClaimsChallenge(TimeProvider clock)
{
    private int _count;
    private volatile string? _required;

    /// <summary>The value that a token must have been asked for with; null when nothing is required.</summary>
    public string? Required => _required;

    /// <summary>From now on no token is good enough that has been given out before.</summary>
    public void Require()
    {
        long now = clock.GetUtcNow().ToUnixTimeSeconds();

        // Counted, so that two within a second differ.
        _required = (now + Interlocked.Increment(ref _count)).ToString(CultureInfo.InvariantCulture);
    }

    public void Withdraw() => _required = null;

    /// <summary>The claims as they stand in the header of the refusal.</summary>
    public string Encoded()
        => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"access_token\":{{\"nbf\":{{\"essential\":true,\"value\":\"{_required}\"}}}}}}"));

    /// <summary>What a token request asks for in its parameter <c>claims</c>.</summary>
    public static RequestedClaims Read(string? parameter)
    {
        if (string.IsNullOrEmpty(parameter))
        {
            return new RequestedClaims(null, []);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(parameter);
            return document.RootElement.TryGetProperty("access_token", out JsonElement wanted)
                ? new RequestedClaims(NotBefore(wanted), Capabilities(wanted))
                : new RequestedClaims(null, []);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new LoginError(400, "invalid_request", 9002313, "Invalid request. The claims request parameter is not valid JSON.");
        }
    }

    private static string? NotBefore(JsonElement wanted)
        => wanted.TryGetProperty("nbf", out JsonElement claim) && claim.TryGetProperty("value", out JsonElement value) ? value.GetString() : null;

    private static string[] Capabilities(JsonElement wanted)
        => wanted.TryGetProperty("xms_cc", out JsonElement claim) && claim.TryGetProperty("values", out JsonElement values)
            ? [.. values.EnumerateArray().Select(static capability => capability.GetString() ?? string.Empty)]
            : [];
}
