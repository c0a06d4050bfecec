using System;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>
/// The condition on the value of an extended property. Values are texts to OData, so that anything but a text has to be cast to the type
/// that belongs to it.
/// </summary>
internal static class ExtendedPropertyCondition
{
    public static Predicate<object?> Compile(FilterNode node, ExtendedPropertyId id)
    {
        switch (node)
        {
            case LogicalNode logical:
                Predicate<object?> left = Compile(logical.Left, id);
                Predicate<object?> right = Compile(logical.Right, id);
                return logical.IsAnd ? value => left(value) && right(value) : value => left(value) || right(value);
            case NotNode not:
                Predicate<object?> inner = Compile(not.Operand, id);
                return value => !inner(value);
            case TextFunctionNode function when function.Operand.CastType is null && id.Type == PropertyType.Text:
                return value => FilterValues.Apply(function.Function, value, function.Literal);
            case ComparisonNode comparison:
                RequireType(comparison, id);
                return value => FilterValues.Compare(value, comparison.Operator, comparison.Literal);
            default:
                throw new QueryException($"The condition on the extended property '{id.Asked}' cannot be understood.");
        }
    }

    private static void RequireType(ComparisonNode node, ExtendedPropertyId id)
    {
        (string? cast, Type literal) = Expected(id.Type);
        if (node.Operand.CastType != cast || (node.Literal is not null && node.Literal.GetType() != literal))
        {
            throw new QueryException($"The value of '{id.Asked}' is compared {(cast is null ? "as a text" : $"after a cast to {cast}")}.");
        }

        if (id.Type == PropertyType.Text && node.Operator is not ("eq" or "ne"))
        {
            throw new QueryException($"The operator '{node.Operator}' is not supported for texts.");
        }
    }

    private static (string? Cast, Type Literal) Expected(PropertyType type) => type switch
    {
        PropertyType.Text => (null, typeof(string)),
        PropertyType.Int16 => ("Edm.Int16", typeof(double)),
        PropertyType.Int32 => ("Edm.Int32", typeof(double)),
        PropertyType.Int64 or PropertyType.Currency => ("Edm.Int64", typeof(double)),
        PropertyType.Float32 => ("Edm.Single", typeof(double)),
        PropertyType.Float64 => ("Edm.Double", typeof(double)),
        PropertyType.Boolean => ("Edm.Boolean", typeof(bool)),
        PropertyType.Guid => ("Edm.Guid", typeof(Guid)),
        PropertyType.Time => ("Edm.DateTimeOffset", typeof(DateTimeOffset)),
        _ => throw new QueryException("Properties of this type cannot be filtered."),
    };
}
