namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>Who may vouch for an application: an issuer, for one of its subjects.</summary>
internal sealed record FederatedCredential(string Name, string Issuer, string Subject)
{
    /// <summary>The audience that tokens for this purpose have.</summary>
    public const string ExchangeAudience = "api://AzureADTokenExchange";

    public string Audience { get; init; } = ExchangeAudience;
}
