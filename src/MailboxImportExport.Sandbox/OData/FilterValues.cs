using System;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>Compares values with literals as the service does: text without regard to case.</summary>
internal static class FilterValues
{
    public static bool Compare(object? value, string comparison, object? literal)
    {
        if (value is null || literal is null)
        {
            return comparison switch
            {
                "eq" => value is null && literal is null,
                "ne" => (value is null) != (literal is null),
                _ => false,
            };
        }

        int order = Order(value, literal);
        return comparison switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "gt" => order > 0,
            "ge" => order >= 0,
            "lt" => order < 0,
            _ => order <= 0,
        };
    }

    public static bool Apply(string function, object? value, string literal) => value is string text && (function == "contains"
        ? text.Contains(literal, StringComparison.OrdinalIgnoreCase)
        : text.StartsWith(literal, StringComparison.OrdinalIgnoreCase));

    public static int Order(object? left, object? right) => (left, right) switch
    {
        (string first, string second) => string.Compare(first, second, StringComparison.OrdinalIgnoreCase),
        (IComparable first, not null) => first.CompareTo(right),
        (null, null) => 0,
        (null, _) => -1,
        _ => 1,
    };
}
