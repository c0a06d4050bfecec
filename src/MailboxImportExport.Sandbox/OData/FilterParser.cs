using System;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>Parses the part of the OData filter language that the mailbox calls are documented to take.</summary>
internal sealed class FilterParser
{
    private const string ExtendedProperties = "singleValueExtendedProperties/any";
    private static readonly HashSet<string> Operators = ["eq", "ne", "gt", "ge", "lt", "le"];
    private static readonly HashSet<string> Functions = ["contains", "startswith"];
    private readonly string _text;
    private readonly IReadOnlyList<FilterToken> _tokens;
    private int _next;

    private FilterParser(string text)
    {
        _text = text;
        _tokens = new FilterTokenizer(text).ReadAll();
    }

    private FilterToken Current => _tokens[_next];

    public static FilterNode Parse(string text)
    {
        FilterParser parser = new(text);
        FilterNode node = parser.ParseOr();
        parser.Expect(FilterTokenKind.End);
        return node;
    }

    private FilterNode ParseOr()
    {
        FilterNode left = ParseAnd();
        while (TakeWord("or"))
        {
            left = new LogicalNode(IsAnd: false, left, ParseAnd());
        }

        return left;
    }

    private FilterNode ParseAnd()
    {
        FilterNode left = ParseUnary();
        while (TakeWord("and"))
        {
            left = new LogicalNode(IsAnd: true, left, ParseUnary());
        }

        return left;
    }

    private FilterNode ParseUnary()
    {
        if (TakeWord("not"))
        {
            return new NotNode(ParseUnary());
        }

        if (Current.Kind == FilterTokenKind.Open)
        {
            _next++;
            FilterNode inner = ParseOr();
            Expect(FilterTokenKind.Close);
            return inner;
        }

        return ParseCondition();
    }

    private FilterNode ParseCondition()
    {
        if (Current.Kind == FilterTokenKind.Word && string.Equals(Current.Text, ExtendedProperties, StringComparison.OrdinalIgnoreCase))
        {
            return ParseExtendedProperty();
        }

        return Current.Kind == FilterTokenKind.Word && Functions.Contains(Current.Text) ? ParseFunction() : ParseComparison();
    }

    private TextFunctionNode ParseFunction()
    {
        string function = Expect(FilterTokenKind.Word).Text;
        Expect(FilterTokenKind.Open);
        FilterOperand operand = ParseOperand();
        Expect(FilterTokenKind.Comma);
        string literal = Expect(FilterTokenKind.Text).Text;
        Expect(FilterTokenKind.Close);
        return new TextFunctionNode(function, operand, literal);
    }

    private ComparisonNode ParseComparison()
    {
        FilterOperand operand = ParseOperand();
        FilterToken comparison = Expect(FilterTokenKind.Word);
        return Operators.Contains(comparison.Text)
            ? new ComparisonNode(operand, comparison.Text, ParseLiteral())
            : throw SyntaxError(comparison);
    }

    private FilterOperand ParseOperand()
    {
        string word = Expect(FilterTokenKind.Word).Text;
        if (word != "cast")
        {
            return new FilterOperand(word, CastType: null);
        }

        Expect(FilterTokenKind.Open);
        string path = Expect(FilterTokenKind.Word).Text;
        Expect(FilterTokenKind.Comma);
        string type = Expect(FilterTokenKind.Word).Text;
        Expect(FilterTokenKind.Close);
        return new FilterOperand(path, type);
    }

    /// <summary>A literal; the documentation also shows one in parentheses.</summary>
    private object? ParseLiteral()
    {
        FilterToken token = Current;
        _next++;
        switch (token.Kind)
        {
            case FilterTokenKind.Text or FilterTokenKind.Number or FilterTokenKind.Time or FilterTokenKind.Guid:
                return token.Value;
            case FilterTokenKind.Word when token.Text is "true" or "false":
                return token.Text == "true";
            case FilterTokenKind.Word when token.Text == "null":
                return null;
            case FilterTokenKind.Open:
                object? inner = ParseLiteral();
                Expect(FilterTokenKind.Close);
                return inner;
            default:
                throw SyntaxError(token);
        }
    }

    /// <summary><c>Any(ep: ep/id eq '…' and …)</c>: the variable is rewritten to plain <c>id</c> and <c>value</c>.</summary>
    private ExtendedPropertyNode ParseExtendedProperty()
    {
        FilterToken start = Expect(FilterTokenKind.Word);
        Expect(FilterTokenKind.Open);
        string variable = Expect(FilterTokenKind.Word).Text;
        Expect(FilterTokenKind.Colon);
        FilterNode body = ParseOr();
        Expect(FilterTokenKind.Close);

        if (body is LogicalNode { IsAnd: true, Left: ComparisonNode { Operator: "eq", Literal: string id } first } both
            && first.Operand == new FilterOperand($"{variable}/id", null)
            && SpeaksOnlyOf($"{variable}/value", both.Right))
        {
            return new ExtendedPropertyNode(id, both.Right);
        }

        throw new QueryException($"An extended property is filtered by its id and then by its value, at position {start.Position} in '{_text}'.");
    }

    private static bool SpeaksOnlyOf(string path, FilterNode node) => node switch
    {
        LogicalNode both => SpeaksOnlyOf(path, both.Left) && SpeaksOnlyOf(path, both.Right),
        NotNode not => SpeaksOnlyOf(path, not.Operand),
        ComparisonNode comparison => comparison.Operand.Path == path,
        TextFunctionNode function => function.Operand.Path == path,
        _ => false,
    };

    private bool TakeWord(string word)
    {
        if (Current.Kind != FilterTokenKind.Word || Current.Text != word)
        {
            return false;
        }

        _next++;
        return true;
    }

    private FilterToken Expect(FilterTokenKind kind)
    {
        FilterToken token = Current;
        if (token.Kind != kind)
        {
            throw SyntaxError(token);
        }

        _next++;
        return token;
    }

    private QueryException SyntaxError(FilterToken token) => new($"Syntax error: '{token.Text}' at position {token.Position} in '{_text}'.");
}
