using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>Checks that a token request comes from the application it names: by a secret, a certificate, or a token of another issuer.</summary>
internal static class ClientProof
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const string WithSecret = "1";
    private const string WithCertificate = "2";

    /// <returns>How it was proved, as tokens say it.</returns>
    public static string Check(CallContext call, FormBody form, SandboxApplication application)
    {
        if (form["client_assertion"] is string assertion)
        {
            CheckAssertion(call, form, application, assertion);
            return WithCertificate;
        }

        if (form["client_secret"] is not string secret)
        {
            throw new LoginError(
                401,
                "invalid_client",
                7000218,
                "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }

        ClientSecret known = application.Secrets.FirstOrDefault(known => known.Value == secret)
            ?? throw new LoginError(
                401,
                "invalid_client",
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, "
                + $"for a secret added to app '{application.ClientId}'.");
        return known.Expires > call.Sandbox.Clock.GetUtcNow()
            ? WithSecret
            : throw new LoginError(401, "invalid_client", 7000222, $"The provided client secret keys for app '{application.ClientId}' are expired.");
    }

    private static void CheckAssertion(CallContext call, FormBody form, SandboxApplication application, string text)
    {
        if (form["client_assertion_type"] != AssertionType)
        {
            throw new LoginError(400, "invalid_request", 50027, $"The client assertion type must be '{AssertionType}'.");
        }

        Jwt assertion = Jwt.Parse(text) ?? throw new LoginError(401, "invalid_client", 50027, "JWT token is invalid or malformed.");

        // An application names itself as the issuer of what it signs; anybody else vouches for it.
        if (application.FederatedCredentials.Count > 0 && assertion.Claim("iss") != application.ClientId.ToString("D"))
        {
            FederatedAssertion.Verify(call, application, assertion);
        }
        else
        {
            ClientAssertion.Verify(call, application, assertion);
        }
    }
}
