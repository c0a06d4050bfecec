using System;
using System.Globalization;
using System.Net.Http;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Azure.Identity;
using MailboxImportExport.Model;

namespace MailboxImportExport.Authentication;

/// <summary>Turns what Azure.Identity throws into a cause and a next step.</summary>
internal sealed class SignInFailures(SignIn signIn, Cloud cloud)
{
    private static readonly Regex Number = new(@"AADSTS(\d{4,9})", RegexOptions.CultureInvariant);

    public MailboxImportExportException Translate(Exception exception)
    {
        if (exception is AuthenticationRequiredException)
        {
            return Errors.SignInRequired(signIn.ClientId, Redact(exception));
        }

        if (ProxyFailure.IsOne(exception))
        {
            return Errors.ProxyRefused(Redact(exception));
        }

        // The outer message says only which credential failed; the reason stands somewhere below it.
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (FromCause(e, exception) is MailboxImportExportException known)
            {
                return known;
            }
        }

        if (signIn is ManagedIdentitySignIn)
        {
            return Errors.ManagedIdentityUnavailable(signIn.ClientId, Redact(exception));
        }

        return Errors.SignIn(
            FailureKind.SignInFailed,
            exception is CredentialUnavailableException ? "No way to sign in was found." : "Sign-in failed: " + FirstLine(Deepest(exception).Message),
            "Check the network, the proxy and the clock of this computer.",
            signIn.ClientId,
            Redact(exception));
    }

    private MailboxImportExportException? FromCause(Exception cause, Exception outer)
    {
        Match match = Number.Match(cause.Message);
        return cause switch
        {
            MailboxImportExportException ours => ours,
            _ when match.Success => FromNumber(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), outer),

            // Azure.Identity looks at the form before anything is sent.
            ArgumentException { ParamName: "tenantId" } => Errors.TenantMalformed(signIn.TenantId, Redact(outer)),
            AuthenticationException when cloud.IsSandbox => Errors.SandboxNotTrusted(cloud.LoginEndpoint.ToString(), Redact(outer)),
            HttpRequestException { InnerException: not AuthenticationException } when cloud.IsSandbox
                => Errors.SandboxNotThere(cloud.LoginEndpoint.ToString(), Redact(outer)),
            _ => null,
        };
    }

    private MailboxImportExportException FromNumber(int number, Exception exception)
    {
        string code = $"AADSTS{number}";
        return EntraError.ByNumber.TryGetValue(number, out EntraError? known)
            ? Errors.SignIn(known.Kind, $"{known.Cause} ({code}, application {signIn.ClientId}, tenant {signIn.TenantId})", known.NextStep, signIn.ClientId, Redact(exception))
            : Errors.SignIn(
                FailureKind.SignInFailed,
                $"Sign-in failed ({code}, application {signIn.ClientId}, tenant {signIn.TenantId}).",
                $"Look the number up at https://login.microsoftonline.com/error?code={number.ToString(CultureInfo.InvariantCulture)}.",
                signIn.ClientId,
                Redact(exception));
    }

    // What Azure.Identity and MSAL throw can carry the request and its answer: only types and first lines are passed on.
    private static InvalidOperationException Redact(Exception exception)
        => new($"{exception.GetType().Name}: {FirstLine(exception.Message)} | {Deepest(exception).GetType().Name}: {FirstLine(Deepest(exception).Message)}");

    private static Exception Deepest(Exception exception) => exception.GetBaseException();

    private static string FirstLine(string text)
    {
        int end = text.IndexOfAny(['\r', '\n']);
        return end < 0 ? text : text.Substring(0, end);
    }
}
