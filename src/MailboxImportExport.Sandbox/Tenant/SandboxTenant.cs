using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Identity;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>The emulated tenant: the truth against which a test compares what a client believes.</summary>
internal sealed class SandboxTenant(Guid id, string name, TimeProvider clock, PermissionCatalog permissions)
{
    private readonly ConcurrentQueue<SandboxUser> _users = new();
    private readonly ConcurrentDictionary<Guid, SandboxApplication> _applications = new();
    private readonly ConcurrentQueue<ManagedIdentity> _identities = new();
    private readonly ConcurrentQueue<ExternalIssuer> _issuers = new();
    private readonly ConcurrentDictionary<Guid, SandboxMailbox> _mailboxes = new();
    private readonly ConcurrentQueue<ReceivedImport> _received = new();
    private readonly ConcurrentQueue<ExportedItem> _exported = new();

    public Guid Id => id;

    /// <summary>The default domain, by which the tenant can be named in place of its id.</summary>
    public string Name => name;

    /// <summary>The domain that the tenant was created with and keeps for ever.</summary>
    public string InitialDomain { get; } = name.Split('.')[0] + ".onmicrosoft.com";

    public TimeProvider Clock => clock;

    public IReadOnlyList<SandboxUser> Users => [.. _users];

    /// <summary>What Microsoft Graph offers in this tenant.</summary>
    public PermissionCatalog Permissions => permissions;

    /// <summary>All registered applications, by age.</summary>
    public IReadOnlyList<SandboxApplication> Registrations
        => [.. _applications.Values.OrderBy(static application => application.Created).ThenBy(static application => application.ClientId)];

    /// <summary>The applications that can sign in.</summary>
    public IReadOnlyList<SandboxApplication> Applications => [.. Registrations.Where(static application => application.HasPrincipal)];

    /// <summary>Everybody who is no user and can sign in.</summary>
    public IReadOnlyList<ServicePrincipal> Principals => [.. Applications, .. _identities];

    public IReadOnlyList<ManagedIdentity> ManagedIdentities => [.. _identities];

    /// <summary>Issuers outside the tenant whose keys are known.</summary>
    public IReadOnlyList<ExternalIssuer> TrustedIssuers => [.. _issuers];

    public IReadOnlyCollection<SandboxMailbox> Mailboxes => [.. _mailboxes.Values];

    /// <summary>Every import that was accepted, in order.</summary>
    public IReadOnlyList<ReceivedImport> Received => [.. _received];

    /// <summary>Every item that was sent out, in order.</summary>
    public IReadOnlyList<ExportedItem> Exported => [.. _exported];

    /// <summary>Tells whether a path names this tenant, by id or by one of its domains.</summary>
    public bool IsCalled(string text)
        => string.Equals(text, name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(text, InitialDomain, StringComparison.OrdinalIgnoreCase)
            || (Guid.TryParse(text, out Guid guid) && guid == id);

    public SandboxMailbox AddMailbox(Guid guid, MailboxKind kind, MailboxLanguage language, SandboxMailbox? mainArchive = null)
    {
        SandboxMailbox mailbox = new(id, guid, kind, language, clock) { MainArchive = mainArchive };
        return _mailboxes.TryAdd(guid, mailbox)
            ? mailbox
            : throw new InvalidOperationException($"There already is a mailbox {guid}.");
    }

    public SandboxUser AddUser(SandboxUser user)
    {
        _users.Enqueue(user);
        return user;
    }

    public SandboxApplication AddApplication(SandboxApplication application)
    {
        _applications[application.ClientId] = application;
        return application;
    }

    /// <summary>Removes an application with its principal.</summary>
    public void RemoveApplication(SandboxApplication application) => _applications.TryRemove(application.ClientId, out _);

    public ManagedIdentity AddManagedIdentity(ManagedIdentity identity)
    {
        _identities.Enqueue(identity);
        return identity;
    }

    /// <summary>Makes the key of an issuer known.</summary>
    public void Trust(ExternalIssuer issuer) => _issuers.Enqueue(issuer);

    /// <summary>The user with that object id or user principal name; null when there is none.</summary>
    public SandboxUser? FindUser(string idOrName)
        => _users.FirstOrDefault(user => string.Equals(user.UserPrincipalName, idOrName, StringComparison.OrdinalIgnoreCase)
            || (Guid.TryParse(idOrName, out Guid objectId) && user.ObjectId == objectId));

    /// <summary>The user with that name; throws when there is none.</summary>
    public SandboxUser User(string userPrincipalName)
        => FindUser(userPrincipalName) ?? throw new KeyNotFoundException($"The tenant has no user '{userPrincipalName}'.");

    /// <summary>The main mailbox of a user; throws when there is none.</summary>
    public SandboxMailbox Mailbox(string userPrincipalName)
        => User(userPrincipalName).Mailbox ?? throw new KeyNotFoundException($"'{userPrincipalName}' has no mailbox.");

    /// <summary>The archive of a user; throws when there is none.</summary>
    public SandboxMailbox Archive(string userPrincipalName)
        => User(userPrincipalName).Archive ?? throw new KeyNotFoundException($"'{userPrincipalName}' has no archive.");

    public SandboxMailbox? FindMailbox(Guid guid) => _mailboxes.GetValueOrDefault(guid);

    public ServicePrincipal? FindPrincipal(Guid clientId)
        => Principals.FirstOrDefault(principal => principal.ClientId == clientId);

    internal void Record(ReceivedImport import) => _received.Enqueue(import);

    internal void Record(ExportedItem export) => _exported.Enqueue(export);
}
