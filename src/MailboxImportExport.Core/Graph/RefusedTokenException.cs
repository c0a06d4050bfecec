using System;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph;

/// <summary>Carries the token that a 401 was about to the place that forgets it; never leaves the Graph room.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Caught where it is thrown; the token in it must not travel.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Without its token it means nothing.")]
internal sealed class RefusedTokenException(string token, ServiceFault fault) : Exception("The token was refused.")
{
    public string Token { get; } = token;

    public ServiceFault Fault { get; } = fault;
}
