using Azure.Core;

namespace MailboxImportExport.Authentication;

/// <summary>One way to sign in. A further kind is a further subclass; nothing else has to know it.</summary>
internal abstract record SignIn
{
    /// <summary>What <c>AuthType</c> of the connection shows.</summary>
    public abstract string AuthType { get; }

    /// <summary>Whether a person signs in, who cannot be asked again in the middle of a run.</summary>
    public virtual bool IsUser => false;

    /// <summary>The application that signs in, when it is known before there is a token.</summary>
    public string? ClientId { get; init; }

    /// <summary>The tenant that was asked for.</summary>
    public string? TenantId { get; init; }

    /// <summary>Makes the credential. Nothing is sent yet.</summary>
    public abstract TokenCredential CreateCredential(CredentialContext context);
}
