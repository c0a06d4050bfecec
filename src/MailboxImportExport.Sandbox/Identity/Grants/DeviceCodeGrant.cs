using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity.SignIn;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity.Grants;

/// <summary>A user signs in on another device while the client polls (OAuth 2.0 Device Authorization Grant, RFC 8628).</summary>
internal sealed class DeviceCodeGrant : IGrant
{
    // The sign-in library of .NET uses the short name.
    public IReadOnlyList<string> Names { get; } = ["urn:ietf:params:oauth:grant-type:device_code", "device_code"];

    public Task AnswerAsync(CallContext call, FormBody form)
    {
        TokenRequests.RequireTenant(call, isForUsers: true);
        SandboxApplication application = TokenRequests.Application(call, TokenRequests.Required(form, "client_id"));
        DeviceCode? device = call.Sandbox.SignIns.FindDevice(TokenRequests.Required(form, "device_code"));
        if (device is null || device.Application != application || device.State == DeviceCodeState.Redeemed)
        {
            throw new LoginError(400, "bad_verification_code", 70019, "The verification code is not known or has been used.");
        }

        TokenRequests.RequireProofUnlessPublic(call, form, application);
        RequirePatience(call, device);
        if (device.State == DeviceCodeState.Declined)
        {
            throw new LoginError(400, "authorization_declined", 70017, "The user has declined the sign-in.");
        }

        if (device.Expires <= call.Sandbox.Clock.GetUtcNow())
        {
            throw new LoginError(400, "expired_token", 70020, "The device code has expired.");
        }

        SandboxUser user = device.User ?? call.Sandbox.SignIns.User
            ?? throw new LoginError(400, "authorization_pending", 70016, "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");
        device.State = DeviceCodeState.Redeemed;
        return UserTokens.AnswerAsync(call, form, application, user, device.Scopes);
    }

    private static void RequirePatience(CallContext call, DeviceCode device)
    {
        DateTimeOffset now = call.Sandbox.Clock.GetUtcNow();
        DateTimeOffset? last = device.LastPoll;
        device.LastPoll = now;
        if (call.Sandbox.Switches.SlowDownFastPolling && now - last < TimeSpan.FromSeconds(call.Sandbox.Switches.DeviceCodeInterval))
        {
            throw new LoginError(400, "slow_down", 70018, "The client polls too often.");
        }
    }
}
