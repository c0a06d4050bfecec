using System.Collections.Generic;

namespace MailboxImportExport.Mail;

/// <summary>Where an item that is being converted comes from.</summary>
/// <param name="Name">What the user knows it by.</param>
/// <param name="Content">The content, as the room that opened it knows it; it is only passed on.</param>
/// <param name="Path">Numbers of the attachments that lead to an item inside of it; empty for the item itself.</param>
internal sealed record ItemSource(string Name, object? Content, IReadOnlyList<int> Path)
{
    /// <summary>An item that stands by itself.</summary>
    public static ItemSource Of(string name, object? content) => new(name, content, []);

    /// <summary>Something inside of the item.</summary>
    public ItemSource Inside(int attachment) => this with { Path = [.. Path, attachment] };
}
