namespace MailboxImportExport.Model;

/// <summary>How the id of a mailbox was found.</summary>
public enum MailboxResolution
{
    /// <summary>The id was given.</summary>
    Given,

    /// <summary>Exchange settings of the user with this ExternalDirectoryObjectId.</summary>
    ExternalDirectoryObjectId,

    /// <summary>Exchange settings of the user with this object id.</summary>
    ObjectId,

    /// <summary>Exchange settings of the user with this user principal name.</summary>
    UserPrincipalName,

    /// <summary>Exchange settings of the user with this address.</summary>
    Address,

    /// <summary>Put together from the mailbox GUID and the tenant of the connection, without asking the service.</summary>
    Composed,
}
