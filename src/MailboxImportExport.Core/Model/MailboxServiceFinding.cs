namespace MailboxImportExport.Model;

/// <summary>How the service answered one call. Holds no id, no address and nothing of an item.</summary>
public sealed record MailboxServiceFinding
{
    /// <summary>What was to be found out.</summary>
    public required string Question { get; init; }

    /// <summary>The call, with names in the place of ids.</summary>
    public required string Call { get; init; }

    /// <summary>Whether it was sent. What needs something that is missing is not.</summary>
    public bool WasRun { get; init; } = true;

    /// <summary>HTTP status; null when the call was not sent.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Code of the refusal, or null.</summary>
    public string? ServiceCode { get; init; }

    /// <summary>Seconds until the answer was read.</summary>
    public double Seconds { get; init; }

    /// <summary>Names of the properties in the answer.</summary>
    public TextList Properties { get; init; } = TextList.Empty;

    /// <summary>Names of the headers of the answer.</summary>
    public TextList Headers { get; init; } = TextList.Empty;

    /// <summary>What was seen, in numbers and yes or no.</summary>
    public string? Answer { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Question} {StatusCode} {ServiceCode} {Answer}";
}
