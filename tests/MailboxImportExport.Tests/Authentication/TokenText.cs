using System;
using System.Text;
using System.Text.Json;

namespace MailboxImportExport.Tests.Authentication;

/// <summary>Tokens that nobody signed: only their content matters.</summary>
internal static class TokenText
{
    public static string Of(object claims) => OfContent(JsonSerializer.Serialize(claims));

    public static string OfContent(string content) => $"e30.{Encode(content)}.c2ln";

    private static string Encode(string text)
        => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
