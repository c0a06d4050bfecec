namespace MailboxImportExport.Help.Model;

/// <summary>How a parameter is bound in a parameter set.</summary>
/// <param name="Set">The set; null when it is every set.</param>
/// <param name="Mandatory">Whether it has to be given.</param>
/// <param name="Position">Its position when it can be given without its name.</param>
/// <param name="ByValue">Whether objects from the pipeline are its value.</param>
/// <param name="ByName">Whether a property of objects from the pipeline is its value.</param>
internal sealed record ParameterUse(string? Set, bool Mandatory, int? Position, bool ByValue, bool ByName);
