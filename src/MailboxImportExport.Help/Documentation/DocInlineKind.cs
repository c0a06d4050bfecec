namespace MailboxImportExport.Help.Documentation;

/// <summary>What a piece of running text is.</summary>
internal enum DocInlineKind
{
    Text,

    /// <summary>Something that can be typed: a parameter, a value, a type.</summary>
    Code,

    /// <summary>The name of one of the commands described.</summary>
    Command,

    /// <summary>A text with an address on the web.</summary>
    Link,
}
