using System;
using System.Globalization;

namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>What a property is, apart from its type and value: a fixed number, or a name.</summary>
internal readonly record struct PropertyKey : IComparable<PropertyKey>
{
    public PropertyKey(ushort id) => Id = id;

    public PropertyKey(NamedProperty name) => Name = name;

    /// <summary>The fixed number; 0 for a named property.</summary>
    public ushort Id { get; }

    public NamedProperty? Name { get; }

    public static bool operator <(PropertyKey left, PropertyKey right) => left.CompareTo(right) < 0;

    public static bool operator >(PropertyKey left, PropertyKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(PropertyKey left, PropertyKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PropertyKey left, PropertyKey right) => left.CompareTo(right) >= 0;

    /// <summary>Fixed numbers first, in ascending order; then names by set, number and text.</summary>
    public int CompareTo(PropertyKey other)
    {
        if (Name is null || other.Name is null)
        {
            return Name is null && other.Name is null ? Id.CompareTo(other.Id) : Name is null ? -1 : 1;
        }

        int bySet = Name.Set.CompareTo(other.Name.Set);
        if (bySet != 0)
        {
            return bySet;
        }

        int byNumber = Nullable.Compare(Name.Number, other.Name.Number);
        return byNumber != 0 ? byNumber : string.CompareOrdinal(Name.Text, other.Name.Text);
    }

    public override string ToString() => Name?.ToString() ?? Id.ToString("X4", CultureInfo.InvariantCulture);
}
