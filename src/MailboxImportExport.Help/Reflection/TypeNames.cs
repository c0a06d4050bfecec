using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Help.Reflection;

/// <summary>Names of types as PowerShell writes them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<string, string> Accelerators = new(StringComparer.Ordinal)
    {
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.Char"] = "char",
        ["System.Collections.Hashtable"] = "hashtable",
        ["System.DateTime"] = "datetime",
        ["System.Decimal"] = "decimal",
        ["System.Double"] = "double",
        ["System.Guid"] = "guid",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.Management.Automation.PSCredential"] = "pscredential",
        ["System.Management.Automation.PSObject"] = "psobject",
        ["System.Management.Automation.ScriptBlock"] = "scriptblock",
        ["System.Management.Automation.SwitchParameter"] = "switch",
        ["System.Object"] = "Object",
        ["System.Security.SecureString"] = "securestring",
        ["System.String"] = "string",
        ["System.Uri"] = "uri",
        ["System.Version"] = "version",
    };

    /// <summary>The name in a syntax line: short, "string[]", "int", "MailboxItem".</summary>
    internal static string Short(Type type)
    {
        if (type.IsArray)
        {
            return Short(ElementOf(type)) + "[]";
        }

        if (type.IsGenericType)
        {
            string arguments = string.Join(", ", type.GetGenericArguments().Select(Short));
            return IsNullable(type) ? arguments : $"{WithoutArity(type.Name)}[{arguments}]";
        }

        return Accelerators.GetValueOrDefault(type.FullName ?? type.Name) ?? type.Name;
    }

    /// <summary>The name by which a script can name the type: "System.String[]".</summary>
    internal static string Full(Type type)
    {
        if (type.IsArray)
        {
            return Full(ElementOf(type)) + "[]";
        }

        return type.IsGenericType
            ? $"{WithoutArity($"{type.Namespace}.{type.Name}")}[{string.Join(", ", type.GetGenericArguments().Select(Full))}]"
            : type.FullName ?? type.Name;
    }

    /// <summary>The type that a user gives a value of: of a list its element, of a nullable type the type itself.</summary>
    internal static Type ValueOf(Type type) => type switch
    {
        { IsArray: true } => ValueOf(ElementOf(type)),
        _ when IsNullable(type) => type.GetGenericArguments()[0],
        _ => type,
    };

    internal static string WithoutArity(string name) => name.Split('`')[0];

    private static bool IsNullable(Type type) => type.IsGenericType && type.GetGenericTypeDefinition().FullName == "System.Nullable`1";

    private static Type ElementOf(Type array) => array.GetElementType() ?? array;
}
