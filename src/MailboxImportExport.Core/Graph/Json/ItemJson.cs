using System;
using System.Collections.Generic;

namespace MailboxImportExport.Graph.Json;

/// <summary>Graph resource mailboxItem, as it travels.</summary>
internal sealed record ItemJson
{
    public string? Id { get; init; }

    public string? ChangeKey { get; init; }

    public DateTimeOffset? CreatedDateTime { get; init; }

    public DateTimeOffset? LastModifiedDateTime { get; init; }

    public string? Type { get; init; }

    public long? Size { get; init; }

    public IReadOnlyList<string?>? Categories { get; init; }

    public IReadOnlyList<ExtendedPropertyJson>? SingleValueExtendedProperties { get; init; }

    public IReadOnlyList<MultiValuePropertyJson>? MultiValueExtendedProperties { get; init; }
}
