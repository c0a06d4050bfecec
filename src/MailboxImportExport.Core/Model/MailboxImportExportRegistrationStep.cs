namespace MailboxImportExport.Model;

/// <summary>A step on the way to an application that may use the API.</summary>
public sealed record MailboxImportExportRegistrationStep
{
    /// <summary>Its number.</summary>
    public required int Number { get; init; }

    /// <summary>What is done.</summary>
    public required string Step { get; init; }

    /// <summary>Where it is done by hand.</summary>
    public required string Where { get; init; }

    /// <summary>What does it from the command line.</summary>
    public required string Command { get; init; }

    /// <summary>Why, and what goes wrong without it.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Number}. {Step}";
}
