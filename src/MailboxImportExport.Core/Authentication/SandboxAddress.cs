using System;
using System.IO;
using System.Net;
using System.Text.Json;

namespace MailboxImportExport.Authentication;

/// <summary>Where a sandbox of this computer listens, which certificate it shows, and its built-in application.</summary>
internal sealed record SandboxAddress
{
    /// <summary>Where <c>serve</c> listens unless told otherwise.</summary>
    public const string DefaultUri = "https://127.0.0.1:7443";

    public required Uri Uri { get; init; }

    public required string CertificateSha256 { get; init; }

    public string? TenantId { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>How long it takes to show what was imported, when it says so.</summary>
    public TimeSpan? SettleTime { get; init; }

    /// <summary>Finds a sandbox.</summary>
    /// <param name="uri">Its address; only https on a literal loopback address is accepted.</param>
    /// <param name="thumbprint">SHA-256 of its certificate; when null it is read from the file that the sandbox keeps while it runs.</param>
    public static SandboxAddress Find(string uri, string? thumbprint)
    {
        Uri address = Parse(uri);
        string file = AddressFile(address);
        SandboxAddress? announced = File.Exists(file) ? Read(file, address) : null;
        if (thumbprint is not null)
        {
            return (announced ?? new SandboxAddress { Uri = address, CertificateSha256 = thumbprint }) with { CertificateSha256 = Normalize(thumbprint) };
        }

        return announced ?? throw Errors.SandboxNotFound(uri);
    }

    /// <summary>The cloud that consists of this sandbox alone.</summary>
    public Cloud ToCloud() => new()
    {
        Name = "Sandbox",
        LoginEndpoint = Uri,
        GraphEndpoint = Uri,
        ImportHosts = [Uri.Host],
        HasMailboxImportExport = true,
        PinnedCertificate = CertificateSha256,
        SettleTime = SettleTime ?? Cloud.Global.SettleTime,
    };

    private static Uri Parse(string text)
    {
        // A name such as localhost could be made to point elsewhere; a literal address cannot.
        bool valid = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            && uri.Scheme == Uri.UriSchemeHttps
            && IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? address)
            && IPAddress.IsLoopback(address);
        return valid ? new Uri(uri!.GetLeftPart(UriPartial.Authority)) : throw Errors.SandboxAddressInvalid(text);
    }

    private static string AddressFile(Uri uri) => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
        "MailboxImportExport",
        "sandbox",
        $"{uri.Host.Trim('[', ']').Replace(':', '_')}-{uri.Port}.json");

    private static SandboxAddress Read(string file, Uri uri)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            JsonElement root = document.RootElement;
            return new SandboxAddress
            {
                Uri = uri,
                CertificateSha256 = Normalize(root.GetProperty("certificateSha256").GetString() ?? string.Empty),
                TenantId = Text(root, "tenantId"),
                ClientId = Text(root, "clientId"),
                ClientSecret = Text(root, "clientSecret"),
                SettleTime = root.TryGetProperty("settleSeconds", out JsonElement seconds) && seconds.TryGetDouble(out double length) ? TimeSpan.FromSeconds(length) : null,
            };
        }
        catch (Exception e) when (e is JsonException or System.Collections.Generic.KeyNotFoundException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw Errors.SandboxFileInvalid(file, e);
        }
    }

    private static string? Text(JsonElement root, string name)
        => root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Normalize(string thumbprint) => thumbprint.Replace(":", string.Empty).Replace(" ", string.Empty).ToUpperInvariant();
}
