using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Export;
using Shouldly;

namespace MailboxImportExport.Tests.Graph.Export;

/// <summary>Keeps what an answer delivers, and knows whether every place for large content was given up or taken.</summary>
internal sealed class RecordingSink : IItemSink
{
    private readonly List<Taken> _taken = [];
    private readonly List<LargeItem> _opened = [];

    public IReadOnlyList<Taken> Entries => _taken;

    public IReadOnlyList<LargeItem> Opened => _opened;

    public Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken)
    {
        LargeItem item = new();
        _opened.Add(item);
        return Task.FromResult<ILargeItem>(item);
    }

    public Task TakeAsync(ExportEntry entry, CancellationToken cancellationToken)
    {
        byte[]? content = entry.Large is LargeItem large ? large.ToArray() : entry.HasContent ? entry.Small.ToArray() : null;
        (entry.Large is LargeItem { IsDisposed: true }).ShouldBeFalse();
        _taken.Add(new Taken(entry.ItemId, entry.ChangeKey, entry.ErrorCode, entry.ErrorMessage, content, entry.Length, entry.Sha256));
        if (entry.Large is LargeItem owned)
        {
            owned.IsTaken = true;
        }

        return Task.CompletedTask;
    }

    /// <summary>An entry with a copy of its content; null without content.</summary>
    internal sealed record Taken(string? ItemId, string? ChangeKey, string? ErrorCode, string? ErrorMessage, byte[]? Content, long Length, byte[] Sha256);

    /// <summary>Large content in memory.</summary>
    internal sealed class LargeItem : ILargeItem
    {
        private readonly MemoryStream _content = new();

        public bool IsTaken { get; set; }

        public bool IsDisposed { get; private set; }

        public Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken)
        {
            _content.Write(buffer, 0, count);
            return Task.CompletedTask;
        }

        public byte[] ToArray() => _content.ToArray();

        public void Dispose() => IsDisposed = true;
    }
}
