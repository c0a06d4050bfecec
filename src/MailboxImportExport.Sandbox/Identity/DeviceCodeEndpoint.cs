using System;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity.Grants;
using MailboxImportExport.Sandbox.Identity.SignIn;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>Where a sign-in on another device begins.</summary>
internal static class DeviceCodeEndpoint
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(900);

    public static async Task AnswerAsync(CallContext call)
    {
        TokenRequests.RequireTenant(call, isForUsers: true);
        FormBody form = await FormBody.ReadAsync(call);
        SandboxApplication application = TokenRequests.Application(call, TokenRequests.Required(form, "client_id"));
        ScopeRequest scopes = ScopeRequest.Parse(call, TokenRequests.Required(form, "scope"));
        DeviceCode device = new(application, scopes, call.Sandbox.Clock.GetUtcNow() + Lifetime);
        call.Sandbox.SignIns.Add(device);
        string page = $"{call.Sandbox.Authority}/devicelogin";
        await call.AnswerAsync(200, json =>
        {
            json.WriteString("user_code", device.UserCode);
            json.WriteString("device_code", device.Code);
            json.WriteString("verification_uri", page);
            json.WriteNumber("expires_in", (int)Lifetime.TotalSeconds);
            json.WriteNumber("interval", call.Sandbox.Switches.DeviceCodeInterval);
            json.WriteString(
                "message",
                $"To sign in, use a web browser to open the page {page} and enter the code {device.UserCode} to authenticate.");
        });
    }
}
