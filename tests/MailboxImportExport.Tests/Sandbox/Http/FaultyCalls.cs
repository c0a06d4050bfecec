using System;
using System.Net.Http;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Tests.Sandbox.Streams;

namespace MailboxImportExport.Tests.Sandbox.Http;

/// <summary>Calls of a client that lives with faults.</summary>
internal static class FaultyCalls
{
    /// <summary>Makes a call that may stay without an answer.</summary>
    public static async Task TryAsync(Func<Task<SandboxAnswer>> call)
    {
        try
        {
            await call();
        }
        catch (HttpRequestException)
        {
            // The fault may be that there is no answer.
        }
    }

    /// <summary>Imports a small message into the inbox of a mailbox.</summary>
    public static Task<SandboxAnswer> ImportMessageAsync(this SandboxClient client, string session, SandboxMailbox mailbox) => client.ImportAsync(session, new
    {
        FolderId = mailbox.Folder("Inbox").Id,
        Mode = "create",
        Data = Convert.ToBase64String(TestMessage.Write(TestMessage.Plain("x"))),
    });
}
