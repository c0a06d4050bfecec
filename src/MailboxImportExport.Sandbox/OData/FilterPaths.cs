using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>Tells which properties a filter speaks of.</summary>
internal static class FilterPaths
{
    /// <summary>What stands for a condition on an extended property.</summary>
    public const string ExtendedProperty = "singleValueExtendedProperties";

    public static IEnumerable<string> Of(FilterNode? node) => node switch
    {
        LogicalNode logical => Of(logical.Left).Concat(Of(logical.Right)),
        NotNode not => Of(not.Operand),
        ComparisonNode comparison => [comparison.Operand.Path],
        TextFunctionNode function => [function.Operand.Path],
        ExtendedPropertyNode => [ExtendedProperty],
        _ => [],
    };
}
