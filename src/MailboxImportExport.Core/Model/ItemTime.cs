namespace MailboxImportExport.Model;

/// <summary>
/// Which time of an item a filter or an order goes by. Users know it by an enum of the commands, in the same order: a parameter of a
/// type from here would load this assembly when the module is imported.
/// </summary>
internal enum ItemTime
{
    /// <summary>Time of delivery, else of submission, else of creation.</summary>
    Default,

    /// <summary>Time of delivery (PidTagMessageDeliveryTime).</summary>
    Received,

    /// <summary>Time of submission (PidTagClientSubmitTime).</summary>
    Sent,

    /// <summary>Time when the item came to stand in this mailbox (PidTagCreationTime).</summary>
    Created,

    /// <summary>Time of the last change (PidTagLastModificationTime).</summary>
    Modified,
}
