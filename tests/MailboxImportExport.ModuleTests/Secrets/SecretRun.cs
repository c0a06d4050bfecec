using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using Xunit;

namespace MailboxImportExport.ModuleTests.Secrets;

/// <summary>Everything that the module does, well and badly, with every stream on, and all that it let out.</summary>
public sealed class SecretRun : IAsyncLifetime
{
    private const string Mailbox = "adele@contoso.example";
    private const string Password = "pfx password 4711 / not to be seen";
    private const string WrongPassword = "wrong password 0815 / not to be seen";
    private const string WrongSecret = "wrong secret 12345 ~ not to be seen";

    private readonly SandboxSession _session = new();
    private readonly X509Certificate2 _certificate = CreateCertificate();
    private readonly List<Secret> _secrets = [];

    internal Evidence Evidence { get; } = new();

    /// <summary>What must not be seen: what was given, and what came by wire.</summary>
    internal IReadOnlyList<Secret> Secrets => [.. _secrets, .. OfTheWire()];

    /// <summary>The ids of all errors, to show that they happened.</summary>
    internal HashSet<string> ErrorIds { get; } = [];

    private SandboxServer Server => _session.Server;

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        Server.BuiltInApplication.Certificates = [_certificate];
        Server.Tenant.Mailbox(Mailbox).AddLargeItem(Server.Tenant.Mailbox(Mailbox).AddFolder("Inbox/Big"), 300 * 1024);
        _secrets.AddRange(
        [
            new Secret("client secret", Server.BuiltInApplication.Secrets[0].Value),
            new Secret("wrong client secret", WrongSecret),
            new Secret("password of a certificate", Password),
            new Secret("wrong password of a certificate", WrongPassword),
        ]);
        Prepare();
        SignIn();
        Use();
        Fail();
        Look();
        Evidence.AddFolder(_session.Folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _certificate.Dispose();
    }

    private void Prepare()
    {
        File.WriteAllBytes(Path.Combine(_session.Folder, "app.pfx"), _certificate.Export(X509ContentType.Pkcs12, Password));
        string expired = Server.IssueToken(Server.BuiltInApplication, TimeSpan.FromMinutes(-1));
        string unknown = Server.IssueToken(Server.BuiltInApplication) + "x";
        _secrets.AddRange([new Secret("expired token", expired), new Secret("refused token", unknown)]);
        string tenant = Server.Tenant.Id.ToString();
        string client = Server.BuiltInApplication.ClientId.ToString();
        Run(
            "prepare",
            "$all = @{ Verbose = $true; Debug = $true; ErrorAction = 'Continue'; WarningAction = 'Continue' }; $at = $all + @{ Sandbox = $true; Uri = $uri }",
            ("uri", Server.Uri.GetLeftPart(UriPartial.Authority)),
            ("tenant", tenant),
            ("client", client),
            ("credential", Credential(client, Server.BuiltInApplication.Secrets[0].Value)),
            ("wrongCredential", Credential(client, WrongSecret)),
            ("certificate", _certificate),
            ("password", Credential("x", Password).Password),
            ("wrongPassword", Credential("x", WrongPassword).Password),
            ("token", Credential("x", Server.IssueToken(Server.BuiltInApplication)).Password),
            ("expiredToken", Credential("x", expired).Password),
            ("unknownToken", Credential("x", unknown).Password),
            ("from", Mailbox));
    }

    private void SignIn()
    {
        Run("token", "Connect-MailboxImportExport -AccessToken $token @at -PassThru; Get-MailboxContentStore $from @all");
        Run("certificate", "Connect-MailboxImportExport -TenantId $tenant -ClientId $client -Certificate $certificate @at -PassThru; Get-MailboxContentStore $from @all");
        Run("certificate file", "Connect-MailboxImportExport -TenantId $tenant -ClientId $client -CertificatePath $folder/app.pfx -CertificatePassword $password @at -PassThru; Get-MailboxContentStore $from @all");
        Run("secret", "$first = Connect-MailboxImportExport -TenantId $tenant -ClientSecretCredential $credential @at -PassThru; $first; Get-MailboxImportExportContext");
    }

    private void Use()
    {
        Run("folders", "Get-MailboxContentFolder $from @all; New-MailboxContentFolder $from -Path 'Made here' @all");
        Run("changes", "Get-MailboxItem $from -Folder Inbox -Delta -DeltaTokenVariable changed @all; $changed; Measure-MailboxContent $from -Folder Inbox -Sample 2 @all; Test-MailboxImportExportAccess $from @all");
        Run("removing", "New-MailboxContentFolder $from -Path 'Gone soon' @all | Rename-MailboxContentFolder -NewName Gone -PassThru @all | Remove-MailboxContentFolder -Confirm:$false @all; Get-MailboxItem $from -Folder Drafts @all | Remove-MailboxItem -Force @all");
        Run("export", "$held = Get-MailboxItem $from -Folder Inbox -Recurse @all | Export-MailboxItem -SpoolPath $folder/spool -SummaryVariable summary @all; $held; $summary");
        foreach (Stream spool in OpenFiles.Below(Path.Combine(_session.Folder, "spool")))
        {
            Evidence.Add("spool file", spool);
            spool.Dispose();
        }

        Run("session", "$import = New-MailboxImportSession chika@contoso.example @all; $import; $held | Import-MailboxItem -ImportSession $import -TargetFolder Inbox -ConflictAction Copy @all");
        Run("export to a folder", "Export-MailboxItem $from -Folder Inbox -Recurse -DestinationPath $folder/export -PassThru @all");
        Run("import from a folder", "Import-MailboxItem -Path $folder/export -TargetMailbox chika@contoso.example -TargetFolder Back -CreateFolder -PassThru @all");
    }

    // The service may say in its errors what it was asked, link and all.
    private void Fail()
    {
        Run("wrong secret", "Connect-MailboxImportExport -TenantId $tenant -ClientSecretCredential $wrongCredential @at");
        Run("wrong password", "Connect-MailboxImportExport -TenantId $tenant -ClientId $client -CertificatePath $folder/app.pfx -CertificatePassword $wrongPassword @at");
        Run("expired token", "Connect-MailboxImportExport -AccessToken $expiredToken @at");
        Run("no token", "Connect-MailboxImportExport -AccessToken $wrongPassword @at");
        Run("unknown token", "Connect-MailboxImportExport -AccessToken $unknownToken @at; Get-MailboxItem $from -Folder Inbox @all");
        Run("connect again", "Connect-MailboxImportExport -TenantId $tenant -ClientSecretCredential $credential @at");
        Run("not found", "Get-MailboxItem nobody@contoso.example @all; Get-MailboxItem $from -Folder Nowhere @all; Export-MailboxItem $from -ItemId AAMk @all");
        Server.Gates.OnNext(CallKind.ListItems, static call => throw new GraphError(403, "ErrorAccessDenied", $"The request {call.Request.Headers.Authorization} is not valid."));
        Run("refused", "Get-MailboxItem $from -Folder Inbox @all");
        Server.Gates.CutNext(CallKind.ExportItems);
        Run("cut export", "$one = Get-MailboxItem $from -Folder Inbox -First 1 | Export-MailboxItem @all");
        Server.Gates.OnNext(
            CallKind.ImportItem,
            static call => throw new ImportError(404, $"No HTTP resource was found that matches the request URI '{call.Sandbox.ImportAuthority}{call.Record.Path}{call.Record.Query}'."));
        Run("import refused", "$one | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Inbox -ConflictAction Copy @all");
        Server.Gates.OnNext(
            CallKind.ImportItem,
            call =>
            {
                // Nor is it told what became of it.
                Server.Gates.OnNext(CallKind.ListItems, static listing => throw new GraphError(403, "ErrorAccessDenied", $"The request {listing.Request.Headers.Authorization} is not valid."));
                call.Cut();
                return Task.CompletedTask;
            });
        Run("cut import", "Import-MailboxItem -Path $folder/export/items/*/*.fts -TargetMailbox chika@contoso.example -TargetFolder Inbox -ConflictAction Copy @all");
        Run("session of a closed connection", "$first | Disconnect-MailboxImportExport; $held[0] | Import-MailboxItem -Connection $first -TargetMailbox chika@contoso.example -TargetFolder Inbox -ConflictAction Copy @all");
    }

    // All that a user can look at afterwards.
    private void Look() => Run("look", "$first; $import; $held; $one; $summary; Get-MailboxImportExportContext; $Error; Get-Module MailboxImportExport; $MailboxImportExportConnection");

    private void Run(string name, string script, params (string Name, object? Value)[] variables)
    {
        ShellResult result = _session.Try(script, variables);
        Evidence.Add(name, result);
        ErrorIds.UnionWith(result.Errors.Select(static e => e.FullyQualifiedErrorId.Split(',')[0]));
    }

    private IEnumerable<Secret> OfTheWire()
    {
        foreach (RecordedRequest request in Server.Requests.All)
        {
            if (request.Headers.TryGetValue("Authorization", out string? header))
            {
                yield return new Secret("access token", header["Bearer ".Length..]);
            }

            if (request.Kind == CallKind.ImportItem)
            {
                yield return new Secret("import link", $"{Server.ImportUri.GetLeftPart(UriPartial.Authority)}{request.Path}{request.Query}");
                yield return new Secret("token of an import link", request.Query["?authtoken=".Length..]);
            }

            if (request.Kind == CallKind.Token && Field(request.Body, "client_assertion") is string assertion)
            {
                yield return new Secret("signed assertion", assertion);
            }
        }
    }

    private static string? Field(string? form, string name) => form?.Split('&')
        .Where(f => f.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(f => WebUtility.UrlDecode(f[(name.Length + 1)..]))
        .FirstOrDefault();

    private static PSCredential Credential(string name, string secret) => new(name, new NetworkCredential(string.Empty, secret).SecurePassword);

    private static X509Certificate2 CreateCertificate()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=MailboxImportExport tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
