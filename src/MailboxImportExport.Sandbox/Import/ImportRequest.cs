using System;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>The body of an import, read.</summary>
internal sealed class ImportRequest : IAsyncDisposable
{
    public string? FolderId { get; set; }

    public string? Mode { get; set; }

    public string? ItemId { get; set; }

    public string? ChangeKey { get; set; }

    /// <summary>The decoded stream; null when the body has none.</summary>
    public SpooledBytes? Data { get; set; }

    public ValueTask DisposeAsync() => Data?.DisposeAsync() ?? ValueTask.CompletedTask;
}
