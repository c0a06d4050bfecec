using System.Security;
using Azure.Core;

namespace MailboxImportExport.Authentication;

/// <summary>A token that somebody else got. It cannot be renewed.</summary>
internal sealed record AccessTokenSignIn : SignIn
{
    public override string AuthType => "AccessToken";

    public required SecureString Token { get; init; }

    public override TokenCredential CreateCredential(CredentialContext context) => new FixedTokenCredential(Token.Reveal(), context.Time);
}
