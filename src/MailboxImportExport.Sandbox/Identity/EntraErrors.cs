using System.Collections.Generic;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>The numbered refusals of the sign-in service that depend on the tenant's policies and not on the request, to be had on demand.</summary>
internal static class EntraErrors
{
    private const string Interaction = "interaction_required";
    private const string Grant = "invalid_grant";

    private static readonly Dictionary<int, (string Error, string? SubError, string Text)> Known = new()
    {
        [16000] = (Interaction, "basic_action", "Either multiple user identities are available or the selected account is not supported."),
        [50034] = (Grant, null, "The user account does not exist in the directory."),
        [50053] = (Grant, null, "The account is locked, you've tried to sign in too many times with an incorrect user ID or password."),
        [50057] = (Grant, null, "The user account is disabled."),
        [50076] = (Interaction, "basic_action", "Due to a change made by your administrator you must use multi-factor authentication."),
        [50079] = (Interaction, "basic_action", "Due to a change made by your administrator you must enroll in multi-factor authentication."),
        [50097] = (Interaction, "additional_action", "Device authentication is required."),
        [50105] = (Grant, null, "The application is blocked for users that are not granted access to it."),
        [50126] = (Grant, null, "Error validating credentials due to invalid username or password."),
        [50131] = (Grant, "message_only", "The request was blocked due to device state, suspicious activity or policy."),
        [50158] = (Interaction, "basic_action", "External security challenge not satisfied."),
        [50173] = (Grant, "bad_token", "The provided grant has expired due to it being revoked, a fresh auth token is needed."),
        [53000] = (Interaction, "message_only", "Device is not in required device state: compliant."),
        [53003] = (Grant, "message_only", "Access has been blocked by Conditional Access policies."),
        [65001] = (Grant, "consent_required", "The user or administrator has not consented to use the application."),
        [65004] = ("access_denied", null, "User declined to consent to access the app."),
        [70043] = (Grant, "bad_token", "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access."),
        [90094] = ("access_denied", null, "Admin consent is required for the permissions requested by this application."),
        [90033] = ("temporarily_unavailable", null, "A transient error has occurred. Please try again."),
        [530034] = (Grant, "message_only", "Access has been blocked by Conditional Access policies: the authentication flow is not allowed."),
        [700082] = (Grant, "bad_token", "The refresh token has expired due to inactivity."),
        [7000112] = ("unauthorized_client", null, "The application is disabled."),
    };

    /// <summary>The refusal with that number; a number that is not known gives a plain one.</summary>
    public static LoginError Of(int number)
    {
        (string error, string? subError, string text) = Known.GetValueOrDefault(number, (Grant, null, "The request has been refused."));
        return new LoginError(error == "temporarily_unavailable" ? 503 : 400, error, number, text) { SubError = subError };
    }
}
