using System;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity.SignIn;

/// <summary>What a client gets new tokens of a user with. It dies when it is not used for long.</summary>
internal sealed record RefreshToken(SandboxApplication Application, SandboxUser User, ScopeRequest Scopes, DateTimeOffset Expires);
