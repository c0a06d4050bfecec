using System;
using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Identity;
using MailboxImportExport.Model;

namespace MailboxImportExport.Authentication;

/// <summary>Turns what Azure.Identity throws into a cause and a next step.</summary>
internal sealed class SignInFailures(SignIn signIn)
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

        // The outer message says only which credential failed; the number stands somewhere below it.
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is MailboxImportExportException ours)
            {
                return ours;
            }

            Match match = Number.Match(e.Message);
            if (match.Success)
            {
                return FromNumber(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), exception);
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
