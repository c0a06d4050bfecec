using System;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>Parses $expand. Only extended properties can be expanded, and only with a filter that names them.</summary>
internal static class ExpandParser
{
    private const string Single = "singleValueExtendedProperties";
    private const string Multi = "multiValueExtendedProperties";
    private const string FilterOption = "$filter=";

    public static IEnumerable<ExpandedProperties> Parse(string text)
    {
        foreach (string term in SplitOutsideParentheses(text))
        {
            yield return ParseTerm(term.Trim());
        }
    }

    private static ExpandedProperties ParseTerm(string term)
    {
        int open = term.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? term : term[..open];
        if (name is not (Single or Multi))
        {
            throw new QueryException($"Could not find a property named '{name}' that can be expanded.");
        }

        string inner = open < 0 || term[^1] != ')' ? string.Empty : term[(open + 1)..^1];
        if (!inner.StartsWith(FilterOption, StringComparison.Ordinal))
        {
            throw new QueryException($"'{name}' can only be expanded with a filter that names the wanted properties.");
        }

        List<ExtendedPropertyId> ids = [];
        Collect(FilterParser.Parse(inner[FilterOption.Length..]), name == Multi, ids);
        return new ExpandedProperties(name == Multi, ids);
    }

    /// <summary>The filter is a chain of <c>id eq '…'</c> joined by <c>or</c>.</summary>
    private static void Collect(FilterNode node, bool isList, List<ExtendedPropertyId> ids)
    {
        switch (node)
        {
            case LogicalNode { IsAnd: false } either:
                Collect(either.Left, isList, ids);
                Collect(either.Right, isList, ids);
                break;
            case ComparisonNode { Operator: "eq", Literal: string id, Operand: { Path: "id", CastType: null } }:
                ids.Add(ExtendedPropertyId.Parse(id, isList));
                break;
            default:
                throw new QueryException("Extended properties are named by a chain of id eq '…' joined by 'or'.");
        }
    }

    private static IEnumerable<string> SplitOutsideParentheses(string text)
    {
        int depth = 0;
        int start = 0;
        bool quoted = false;
        for (int index = 0; index < text.Length; index++)
        {
            char letter = text[index];
            quoted ^= letter == '\'';
            depth += quoted ? 0 : letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (letter == ',' && depth == 0 && !quoted)
            {
                yield return text[start..index];
                start = index + 1;
            }
        }

        yield return text[start..];
    }
}
