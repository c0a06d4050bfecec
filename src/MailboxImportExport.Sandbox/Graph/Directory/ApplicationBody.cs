using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>The body of a request that makes or changes an application. What is not there stays as it is.</summary>
internal sealed record ApplicationBody(
    string? DisplayName = null,
    string? Description = null,
    string? Notes = null,
    string? SignInAudience = null,
    bool? IsFallbackPublicClient = null,
    RedirectsBody? PublicClient = null,
    RedirectsBody? Web = null,
    IReadOnlyList<RequiredAccess>? RequiredResourceAccess = null,
    IReadOnlyList<KeyCredentialBody>? KeyCredentials = null,
    JsonElement? PasswordCredentials = null,
    IReadOnlyList<string>? Tags = null,
    IReadOnlyList<string>? IdentifierUris = null,
    [property: JsonPropertyName("@odata.type")] string? ODataType = null);

/// <summary>Where browsers may go back to.</summary>
internal sealed record RedirectsBody(IReadOnlyList<string> RedirectUris);

/// <summary>A certificate in a body; the key is the certificate itself, without its private key.</summary>
internal sealed record KeyCredentialBody(
    string Type,
    string Usage,
    string? Key = null,
    string? DisplayName = null,
    Guid? KeyId = null,
    DateTimeOffset? StartDateTime = null,
    DateTimeOffset? EndDateTime = null,
    string? CustomKeyIdentifier = null,
    [property: JsonPropertyName("@odata.type")] string? ODataType = null);

/// <summary>A request for a new secret.</summary>
internal sealed record AddPasswordBody(PasswordCredentialBody? PasswordCredential = null);

/// <summary>The particulars of a new secret.</summary>
internal sealed record PasswordCredentialBody(string? DisplayName = null, DateTimeOffset? StartDateTime = null, DateTimeOffset? EndDateTime = null);

/// <summary>A request that names a credential to be removed.</summary>
internal sealed record RemoveCredentialBody(Guid KeyId, string? Proof = null);

/// <summary>A request for a further certificate, proved with one that is there.</summary>
internal sealed record AddKeyBody(KeyCredentialBody KeyCredential, string Proof, PasswordCredentialBody? PasswordCredential = null);
