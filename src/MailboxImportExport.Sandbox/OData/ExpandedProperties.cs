using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>One term of $expand: the extended properties of one kind to show.</summary>
internal sealed record ExpandedProperties(bool IsList, IReadOnlyList<ExtendedPropertyId> Ids);
