using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>addPassword, removePassword, addKey and removeKey of an application.</summary>
internal static class CredentialEndpoints
{
    private const int DefaultYears = 2;

    public static async Task AddPasswordAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxApplication application = DirectoryObjects.Application(call);
        AddPasswordBody body = await JsonBody.ReadAsync<AddPasswordBody>(call);
        DateTimeOffset begins = body.PasswordCredential?.StartDateTime ?? call.Sandbox.Clock.GetUtcNow();
        ClientSecret secret = new(RandomText.Create(), body.PasswordCredential?.EndDateTime ?? begins.AddYears(DefaultYears))
        {
            DisplayName = body.PasswordCredential?.DisplayName,
        };
        application.Secrets = [.. application.Secrets, secret];
        await DirectoryAnswer.WriteAsync(call, 200, "microsoft.graph.passwordCredential", Credentials.Show(secret, isNew: true));
    }

    public static async Task RemovePasswordAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxApplication application = DirectoryObjects.Application(call);
        RemoveCredentialBody body = await JsonBody.ReadAsync<RemoveCredentialBody>(call);
        ClientSecret secret = application.Secrets.FirstOrDefault(secret => secret.KeyId == body.KeyId) ?? throw NoCredential(body.KeyId);
        application.Secrets = [.. application.Secrets.Where(other => other != secret)];
        await call.AnswerEmptyAsync();
    }

    public static async Task AddKeyAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxApplication application = DirectoryObjects.Application(call);
        AddKeyBody body = await JsonBody.ReadAsync<AddKeyBody>(call);
        Credentials.RequireProof(call, application, body.Proof);
        X509Certificate2 certificate = Credentials.Read(body.KeyCredential);
        application.Certificates = [.. application.Certificates, certificate];
        await DirectoryAnswer.WriteAsync(call, 200, "microsoft.graph.keyCredential", Credentials.Show(certificate, withKey: false));
    }

    public static async Task RemoveKeyAsync(CallContext call)
    {
        AccessControl.RequireOnDirectory(call);
        SandboxApplication application = DirectoryObjects.Application(call);
        RemoveCredentialBody body = await JsonBody.ReadAsync<RemoveCredentialBody>(call);
        Credentials.RequireProof(call, application, body.Proof);
        X509Certificate2 certificate = application.Certificates.FirstOrDefault(certificate => Credentials.KeyId(certificate) == body.KeyId)
            ?? throw NoCredential(body.KeyId);
        application.Certificates = [.. application.Certificates.Where(other => other != certificate)];
        await call.AnswerEmptyAsync();
    }

    private static GraphError NoCredential(Guid keyId)
        => new(400, "Request_BadRequest", $"No credentials found to be removed with the key id '{keyId}'.");
}
