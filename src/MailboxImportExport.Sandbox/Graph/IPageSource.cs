using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>The entities of a list in their order, of which a page is wanted.</summary>
internal interface IPageSource<T>
{
    /// <summary>Those behind the first few, but no more than so many.</summary>
    IReadOnlyList<T> Take(int skip, int count);

    /// <summary>How many there are in all; it may take longer than a page.</summary>
    int Count();
}
