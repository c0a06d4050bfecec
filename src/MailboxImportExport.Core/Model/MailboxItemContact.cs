using System;
using System.Collections.Generic;

namespace MailboxImportExport.Model;

/// <summary>What a contact says.</summary>
public sealed record MailboxItemContact
{
    /// <summary>Name under which the contact is filed.</summary>
    public string? FileAs { get; init; }

    /// <summary>Display name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Given name.</summary>
    public string? GivenName { get; init; }

    /// <summary>Middle name.</summary>
    public string? MiddleName { get; init; }

    /// <summary>Surname.</summary>
    public string? Surname { get; init; }

    /// <summary>Nickname.</summary>
    public string? Nickname { get; init; }

    /// <summary>Company.</summary>
    public string? Company { get; init; }

    /// <summary>Department.</summary>
    public string? Department { get; init; }

    /// <summary>Job title.</summary>
    public string? JobTitle { get; init; }

    /// <summary>E-mail addresses, up to three.</summary>
    public IReadOnlyList<MailboxItemAddress> EmailAddresses { get; init; } = Array.Empty<MailboxItemAddress>();

    /// <summary>Business telephone.</summary>
    public string? BusinessPhone { get; init; }

    /// <summary>Mobile telephone.</summary>
    public string? MobilePhone { get; init; }

    /// <summary>Home telephone.</summary>
    public string? HomePhone { get; init; }

    /// <summary>Business address, in lines.</summary>
    public string? BusinessAddress { get; init; }

    /// <summary>Home address, in lines.</summary>
    public string? HomeAddress { get; init; }

    /// <summary>Other address, in lines.</summary>
    public string? OtherAddress { get; init; }

    /// <summary>Birthday, UTC.</summary>
    public DateTimeOffset? Birthday { get; init; }

    /// <inheritdoc/>
    public override string ToString() => DisplayName ?? FileAs ?? string.Empty;
}
