using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.ModuleTests.Examples.OtherModules;

/// <summary>
/// A command of another module, as examples use it: the same parameters, and objects whose properties have the names and types
/// of the original. What it knows comes from the sandbox of the session.
/// </summary>
internal abstract class TenantCommand : PSCmdlet
{
    /// <summary>Name of the variable with the tenant.</summary>
    public const string TenantVariable = "otherModulesTenant";

    protected SandboxTenant Tenant => (SandboxTenant)((PSObject)GetVariableValue(TenantVariable)).BaseObject;

    protected IEnumerable<SandboxUser> UsersWithMailbox => Tenant.Users.Where(static u => u.Mailbox is not null);

    /// <summary>What Exchange calls the kind of a mailbox.</summary>
    protected static string RecipientTypeDetailsOf(SandboxUser user) => user.Mailbox?.Kind == MailboxKind.Shared ? "SharedMailbox" : "UserMailbox";

    /// <summary>The GUID of the object in the directory of Exchange: neither that of the user in Entra nor that of the mailbox.</summary>
    protected static Guid DirectoryGuid(SandboxUser user)
    {
        byte[] bytes = user.ObjectId.ToByteArray();
        bytes[0] ^= byte.MaxValue;
        return new Guid(bytes);
    }

    protected static PSObject Of(params (string Name, object? Value)[] properties)
    {
        PSObject value = new();
        foreach ((string name, object? content) in properties)
        {
            value.Properties.Add(new PSNoteProperty(name, content));
        }

        return value;
    }

    /// <summary>The first part of the name of a user.</summary>
    protected static string Alias(SandboxUser user) => user.UserPrincipalName.Split('@')[0];
}
