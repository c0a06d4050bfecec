using System;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>Turns a parsed filter into a test on one kind of entity; refuses properties and types that do not go together.</summary>
internal sealed class FilterCompiler<T>(IReadOnlyDictionary<string, FilterField<T>> fields, Func<T, ExtendedPropertyId, object?> extendedValue)
{
    public Predicate<T> Compile(FilterNode node) => node switch
    {
        LogicalNode logical => Combine(logical),
        NotNode not => Negate(Compile(not.Operand)),
        ComparisonNode comparison => Compile(comparison),
        TextFunctionNode function => Compile(function),
        ExtendedPropertyNode property => Compile(property),
        _ => throw new QueryException("The filter cannot be understood."),
    };

    private static Predicate<T> Negate(Predicate<T> condition) => entity => !condition(entity);

    private Predicate<T> Combine(LogicalNode node)
    {
        Predicate<T> left = Compile(node.Left);
        Predicate<T> right = Compile(node.Right);
        return node.IsAnd ? entity => left(entity) && right(entity) : entity => left(entity) || right(entity);
    }

    private Predicate<T> Compile(ComparisonNode node)
    {
        FilterField<T> field = Field(node.Operand);
        if (node.Literal is not null && node.Literal.GetType() != field.Type)
        {
            throw new QueryException($"A binary operator with incompatible types was detected: '{node.Operand.Path}' {node.Operator} '{node.Literal}'.");
        }

        return entity => FilterValues.Compare(field.Value(entity), node.Operator, node.Literal);
    }

    private Predicate<T> Compile(TextFunctionNode node)
    {
        FilterField<T> field = Field(node.Operand);
        return field.Type == typeof(string)
            ? entity => FilterValues.Apply(node.Function, field.Value(entity), node.Literal)
            : throw new QueryException($"The function '{node.Function}' takes a text, and '{node.Operand.Path}' is none.");
    }

    private Predicate<T> Compile(ExtendedPropertyNode node)
    {
        ExtendedPropertyId id = ExtendedPropertyId.Parse(node.PropertyId, isList: false);
        if (!id.CanBeFiltered)
        {
            throw new QueryException($"The extended property '{node.PropertyId}' cannot be filtered.");
        }

        Predicate<object?> condition = ExtendedPropertyCondition.Compile(node.Condition, id);
        return entity => extendedValue(entity, id) is object value && condition(value);
    }

    private FilterField<T> Field(FilterOperand operand)
    {
        if (operand.CastType is not null)
        {
            throw new QueryException($"The property '{operand.Path}' cannot be cast to '{operand.CastType}'.");
        }

        return fields.TryGetValue(operand.Path, out FilterField<T>? field)
            ? field
            : throw new QueryException($"Could not find a property named '{operand.Path}' that can be filtered.");
    }
}
