namespace MailboxImportExport.Sandbox.OData;

/// <summary>A node of a parsed filter.</summary>
internal abstract record FilterNode;

/// <summary>Both sides, or one of them, must hold.</summary>
internal sealed record LogicalNode(bool IsAnd, FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>The operand must not hold.</summary>
internal sealed record NotNode(FilterNode Operand) : FilterNode;

/// <summary>A property compared with a literal; null stands for the literal null.</summary>
internal sealed record ComparisonNode(FilterOperand Operand, string Operator, object? Literal) : FilterNode;

/// <summary>A function of a text property, such as <c>contains(displayName, 'x')</c>.</summary>
internal sealed record TextFunctionNode(string Function, FilterOperand Operand, string Literal) : FilterNode;

/// <summary>One extended property of the given id must exist and fulfil the condition on its value.</summary>
internal sealed record ExtendedPropertyNode(string PropertyId, FilterNode Condition) : FilterNode;

/// <summary>What is compared: a property by its path, perhaps cast to another type.</summary>
internal sealed record FilterOperand(string Path, string? CastType);
