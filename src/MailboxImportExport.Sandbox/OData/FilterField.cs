using System;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>A property that a filter or an order may name, and how its value is got: text, number as double, time or Boolean.</summary>
internal sealed record FilterField<T>(Type Type, Func<T, object?> Value);
