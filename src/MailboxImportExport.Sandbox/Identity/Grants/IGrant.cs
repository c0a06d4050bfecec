using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Identity.Grants;

/// <summary>One of the things that can be given in for a token.</summary>
internal interface IGrant
{
    /// <summary>Its names in a token request.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Answers with a token, or refuses.</summary>
    Task AnswerAsync(CallContext call, FormBody form);
}
