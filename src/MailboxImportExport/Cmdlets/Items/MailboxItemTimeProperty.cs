namespace MailboxImportExport.Cmdlets;

/// <summary>Which time of an item a filter or an order goes by.</summary>
public enum MailboxItemTimeProperty
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
