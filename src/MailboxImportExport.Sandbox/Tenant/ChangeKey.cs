using System;
using System.Buffers.Binary;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>
/// The version of an item. The service writes the same one in two forms: listings and exports with a leading type and length, the answer to an
/// import without. The two are never equal as texts.
/// </summary>
internal readonly record struct ChangeKey(Guid Replica, long Number)
{
    private const int CounterLength = 6;

    /// <summary>The form of listings and exports, such as <c>CQAAABYAAAC…</c>.</summary>
    public string Listed => Convert.ToBase64String([0x09, 0, 0, 0, 0x16, 0, 0, 0, .. Core()]);

    /// <summary>The form of an answer to an import.</summary>
    public string Imported => Convert.ToBase64String(Core());

    private byte[] Core()
    {
        byte[] number = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, Number);
        return [.. Replica.ToByteArray(), .. number[^CounterLength..]];
    }
}
