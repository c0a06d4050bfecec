namespace MailboxImportExport.FastTransfer;

/// <summary>How the bytes of a value are laid out.</summary>
internal enum ValueShape
{
    /// <summary>Nobody knows: what follows cannot be read.</summary>
    Unknown,

    /// <summary>As many bytes as the type says.</summary>
    Fixed,

    /// <summary>A count of bytes, and the bytes.</summary>
    Sized,

    /// <summary>A count of elements, and elements of fixed length.</summary>
    FixedList,

    /// <summary>A count of elements, and elements that each begin with a count of bytes.</summary>
    SizedList,
}
