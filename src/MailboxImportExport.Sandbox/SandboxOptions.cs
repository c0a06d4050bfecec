using System;

namespace MailboxImportExport.Sandbox;

/// <summary>How a sandbox starts.</summary>
internal sealed record SandboxOptions
{
    /// <summary>The port of Graph, sign-in and managed identities; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>The port of the import host; 0 for any free one.</summary>
    public int ImportPort { get; init; }

    /// <summary>Whether a file tells clients of the same user where the sandbox is and how to sign in to it.</summary>
    public bool PublishAddress { get; init; }

    /// <summary>Within which time an import that was broken off has been carried out and shows, as clients are told by the address file.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What ids, times and content are made from.</summary>
    public int Seed { get; init; } = 20240229;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long access tokens live.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromSeconds(3599);
}
