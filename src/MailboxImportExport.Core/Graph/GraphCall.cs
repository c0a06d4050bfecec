using System;
using System.Net.Http;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Graph;

/// <summary>One call of the API, described so that it can be sent several times and its refusal be explained.</summary>
internal sealed record GraphCall
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>
    /// Path and query below the version, or a whole link that the service handed out. Of a folder in an archive the path is that of its own
    /// mailbox; where another part answers for it, the call goes there.
    /// </summary>
    public required string Address { get; init; }

    /// <summary>The mailbox that is addressed, or null; it decides the version.</summary>
    public string? MailboxId { get; init; }

    /// <summary>A version that this call needs whatever the connection was told, or null.</summary>
    public string? Version { get; init; }

    /// <summary>The folder that is addressed, or null; where it has moved is remembered for it.</summary>
    public string? FolderId { get; init; }

    /// <summary>Makes the JSON body of an attempt, or null when the call has none.</summary>
    public Func<byte[]>? MakeBody { get; init; }

    public Repeat Repeat { get; init; } = Repeat.Always;

    /// <summary>Carried out immediately before each sending, when the call has been let in; what it throws keeps the call from being sent. Or null.</summary>
    public Action? Sending { get; init; }

    /// <summary>Entries that a page should have (header Prefer), or null when the service decides.</summary>
    public int? PageSize { get; init; }

    /// <summary>Sends of a call that can be asked for fewer entries, before that is done; null when it cannot.</summary>
    public int? AttemptsAtSize { get; init; }

    /// <summary>What is being done, as the end of "The service failed while …".</summary>
    public required string Doing { get; init; }

    /// <summary>What the user knows the thing by.</summary>
    public object? Target { get; init; }

    /// <summary>What status 404 means here when the code says no more than that something was not found.</summary>
    public FailureKind NotFound { get; init; } = FailureKind.MailboxNotFound;

    /// <summary>Whether a mailbox is addressed, or the directory: the same status means something else there.</summary>
    public bool IsAboutMailbox { get; init; } = true;
}
