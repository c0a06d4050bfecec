using System;
using System.Collections.Generic;

namespace MailboxImportExport.Authentication;

/// <summary>One national cloud: where it signs in, where its Graph is, and which hosts its import links may name.</summary>
/// <remarks>Hosts: Microsoft Graph documentation, "National cloud deployments". The mailbox import and export pages list the global cloud only.</remarks>
internal sealed record Cloud
{
    public static Cloud Global { get; } = new()
    {
        Name = "Global",
        LoginEndpoint = new Uri("https://login.microsoftonline.com"),
        GraphEndpoint = new Uri("https://graph.microsoft.com"),
        ImportHosts = ["outlook.office365.com"],
        HasMailboxImportExport = true,
    };

    public static Cloud USGov { get; } = new()
    {
        Name = "USGov",
        LoginEndpoint = new Uri("https://login.microsoftonline.us"),
        GraphEndpoint = new Uri("https://graph.microsoft.us"),
    };

    public static Cloud USGovDoD { get; } = new()
    {
        Name = "USGovDoD",
        LoginEndpoint = new Uri("https://login.microsoftonline.us"),
        GraphEndpoint = new Uri("https://dod-graph.microsoft.us"),
    };

    public static Cloud China { get; } = new()
    {
        Name = "China",
        LoginEndpoint = new Uri("https://login.chinacloudapi.cn"),
        GraphEndpoint = new Uri("https://microsoftgraph.chinacloudapi.cn"),
    };

    public required string Name { get; init; }

    public required Uri LoginEndpoint { get; init; }

    public required Uri GraphEndpoint { get; init; }

    /// <summary>Hosts that may stand in an import link; a link to any other is not followed.</summary>
    public IReadOnlyList<string> ImportHosts { get; init; } = Array.Empty<string>();

    public bool HasMailboxImportExport { get; init; }

    /// <summary>
    /// How long after an import was broken off its item may still come to show in its folder. Nothing is documented; a sandbox says
    /// it of itself.
    /// </summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The SHA-256 thumbprint that every server of this cloud must show; set for a sandbox only.</summary>
    public string? PinnedCertificate { get; init; }

    /// <summary>The resource for tokens. A sandbox issues tokens for the real resource, so that the same claims are seen.</summary>
    public string Scope { get; init; } = "https://graph.microsoft.com/.default";

    public bool IsSandbox => PinnedCertificate is not null;

    /// <summary>Finds a cloud by the name that Connect-MgGraph also uses.</summary>
    public static Cloud Named(string name) => name switch
    {
        "USGov" => USGov,
        "USGovDoD" => USGovDoD,
        "China" => China,
        _ => Global,
    };
}
