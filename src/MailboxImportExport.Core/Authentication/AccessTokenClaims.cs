using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Authentication;

/// <summary>
/// Reads the claims of a Graph token, to show them and to know when it ends. The signature is not checked: only the
/// service can, and nothing is decided from the claims.
/// </summary>
/// <remarks>Claims: Microsoft identity platform documentation, "Access token claims reference".</remarks>
internal sealed record AccessTokenClaims(TokenIdentity Identity, DateTimeOffset? Expires)
{
    // A token of a user in many groups is about 8 KB; what is far larger is not a token.
    private const int LongestToken = 256 * 1024;

    public static AccessTokenClaims Read(string token)
    {
        if (token.Length > LongestToken)
        {
            throw Errors.TokenInvalid("it is too long to be one.");
        }

        string[] parts = token.Split('.');
        if (parts.Length != 3)
        {
            throw Errors.TokenInvalid("it is not a JSON Web Token.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(Decode(parts[1]));
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            throw Errors.TokenInvalid("its content is not readable.");
        }
    }

    private static AccessTokenClaims Read(JsonElement claims)
    {
        string? user = Text(claims, "upn") ?? Text(claims, "unique_name") ?? Text(claims, "preferred_username");
        IReadOnlyList<string> scopes = (Text(claims, "scp") ?? string.Empty).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        TokenIdentity identity = new()
        {
            TenantId = Text(claims, "tid"),
            ClientId = Text(claims, "appid") ?? Text(claims, "azp"),
            AppName = Text(claims, "app_displayname"),
            UserName = user,
            IsApplication = Text(claims, "idtyp") is string kind ? kind == "app" : user is null && scopes.Count == 0,
            Roles = Texts(claims, "roles"),
            Scopes = scopes,
        };
        return new AccessTokenClaims(identity, Time(claims, "exp"));
    }

    private static byte[] Decode(string base64Url)
    {
        string base64 = base64Url.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
    }

    private static string? Text(JsonElement claims, string name)
        => claims.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IReadOnlyList<string> Texts(JsonElement claims, string name)
    {
        bool isList = claims.TryGetProperty(name, out JsonElement values) && values.ValueKind == JsonValueKind.Array;
        return isList ? values.EnumerateArray().Select(static v => v.ToString()).ToArray() : Array.Empty<string>();
    }

    private static DateTimeOffset? Time(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        bool isNumber = long.TryParse(value.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out long seconds);
        return isNumber && seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }
}
