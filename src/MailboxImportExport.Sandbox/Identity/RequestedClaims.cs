using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>What a token request asks for besides its scopes.</summary>
/// <param name="NotBefore">The value of a challenge that the token is to meet.</param>
/// <param name="Capabilities">What the client can do: <c>cp1</c> stands for understanding challenges.</param>
internal sealed record RequestedClaims(string? NotBefore, IReadOnlyList<string> Capabilities);
