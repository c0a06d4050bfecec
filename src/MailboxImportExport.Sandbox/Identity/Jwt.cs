using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>
/// A JSON web token, taken apart but not verified. Written out here and not taken from a library, because each way in which a token can be wrong
/// has its own answer on the wire, and numbers that come as texts must be taken as the service takes them.
/// </summary>
internal sealed class Jwt
{
    private readonly Dictionary<string, JsonElement> _header;
    private readonly Dictionary<string, JsonElement> _claims;

    private Jwt(Dictionary<string, JsonElement> header, Dictionary<string, JsonElement> claims, byte[] signedPart, byte[] signature)
    {
        _header = header;
        _claims = claims;
        SignedPart = signedPart;
        Signature = signature;
    }

    public byte[] SignedPart { get; }

    public byte[] Signature { get; }

    /// <summary>Reads a token; null when it is malformed.</summary>
    public static Jwt? Parse(string text)
    {
        string[] parts = text.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            return new Jwt(
                Read(parts[0]),
                Read(parts[1]),
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64Url.DecodeFromChars(parts[2]));
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a token: the header, the claims and the signature that the function makes of both.</summary>
    public static string Write(object header, object claims, Func<byte[], byte[]> sign)
    {
        string signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public string? Header(string name) => Text(_header, name);

    public string? Claim(string name) => Text(_claims, name);

    public IReadOnlyList<string> Claims(string name)
        => _claims.TryGetValue(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(static entry => entry.ToString())]
            : [];

    /// <summary>A time in seconds since 1970, written as a number or, as the sign-in library of .NET does, as a text.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (!_claims.TryGetValue(name, out JsonElement claim))
        {
            return null;
        }

        return long.TryParse(claim.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    private static string? Text(Dictionary<string, JsonElement> values, string name)
        => values.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, JsonElement> Read(string part)
        => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Base64Url.DecodeFromChars(part)) ?? throw new JsonException();

    private static string Encode(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
