using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Reflection;

namespace MailboxImportExport.Help.Reflection;

/// <summary>
/// An attribute as it was written. It is never made an object of: the library that modules are compiled against has attributes
/// whose members are all empty.
/// </summary>
internal sealed class AttributeData(CustomAttributeData data)
{
    internal static IReadOnlyList<AttributeData> Of(MemberInfo member, string attribute) =>
        [.. member.GetCustomAttributesData().Where(data => data.AttributeType.FullName == attribute).Select(data => new AttributeData(data))];

    internal static AttributeData? FirstOf(MemberInfo member, string attribute) => Of(member, attribute) is [AttributeData first, ..] ? first : null;

    /// <summary>Gives the arguments of the constructor, those of a "params" list one by one.</summary>
    internal IReadOnlyList<object?> Arguments => [.. data.ConstructorArguments.SelectMany(argument => Flatten(argument.Value))];

    internal T? Named<T>(string name)
    {
        foreach (CustomAttributeNamedArgument argument in data.NamedArguments)
        {
            if (argument.MemberName == name && argument.TypedValue.Value is T value)
            {
                return value;
            }
        }

        return default;
    }

    /// <summary>Gives a named argument that is a list.</summary>
    internal IReadOnlyList<object?> NamedList(string name) =>
        [.. data.NamedArguments.Where(argument => argument.MemberName == name).SelectMany(argument => Flatten(argument.TypedValue.Value))];

    private static IEnumerable<object?> Flatten(object? value) => value is ReadOnlyCollection<CustomAttributeTypedArgument> list
        ? list.SelectMany(item => Flatten(item.Value))
        : [value];
}
