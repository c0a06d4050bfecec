using System.Text.RegularExpressions;

namespace MailboxImportExport.Model;

/// <summary>
/// Texts that the service wrote and that users read. Servers like to repeat what they were asked ("No HTTP resource was found that
/// matches the request URI …"), and an import link is as good as a token.
/// </summary>
internal static class ServiceText
{
    private const string Removed = "(removed)";

    // The query of an import link, a parameter that carries a token, and whatever looks like a JSON Web Token, whole or cut off.
    private static readonly Regex Secret = new(
        @"(?<=importItem\?)[^\s""'<>]+|(?<=token(=|%3D))[^\s""'<>&]+|eyJ[\w-]+\.[\w-]+(\.[\w-]*)?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    public static string? WithoutSecrets(string? text) => text is null ? null : Secret.Replace(text, Removed);
}
