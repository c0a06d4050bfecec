using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;

namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>
/// The bytes of a binary property. Read in segments, so that an attachment of 150 MB passes without an array of its size.
/// </summary>
internal abstract class Content : IEquatable<Content>
{
    public abstract long Length { get; }

    /// <summary>The bytes in order; a segment is valid until the next one is asked for.</summary>
    public abstract IEnumerable<ReadOnlyMemory<byte>> Segments();

    /// <summary>All bytes at once: for small contents.</summary>
    public byte[] ToArray()
    {
        using MemoryStream all = new(checked((int)Length));
        foreach (ReadOnlyMemory<byte> segment in Segments())
        {
            all.Write(segment.Span);
        }

        return all.ToArray();
    }

    /// <summary>SHA-256 of the bytes in upper-case hexadecimal.</summary>
    public string Sha256()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReadOnlyMemory<byte> segment in Segments())
        {
            hash.AppendData(segment.Span);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    public bool Equals(Content? other)
        => other is not null && (ReferenceEquals(this, other) || (Length == other.Length && Sha256() == other.Sha256()));

    public sealed override bool Equals(object? obj) => Equals(obj as Content);

    public sealed override int GetHashCode() => Length.GetHashCode();

    public override string ToString() => $"{Length} bytes";
}
