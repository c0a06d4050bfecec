namespace MailboxImportExport.Sandbox.OData;

/// <summary>A token of a filter; a word is a property path, an operator or the name of a function.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text as written; of a string literal what stands between the quotes.</param>
/// <param name="Value">The value of a literal.</param>
/// <param name="Position">Where it begins.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, object? Value, int Position);
