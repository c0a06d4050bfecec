using System.Text.Json.Serialization;

namespace MailboxImportExport.Help.Examples;

/// <summary>An example as a test takes it.</summary>
/// <param name="Command">The command whose help has it.</param>
/// <param name="Index">Its number there, from 1.</param>
/// <param name="Code">What is typed, without prompts and without what comes back.</param>
/// <param name="NoRun">Why it cannot be run; null when it can.</param>
internal sealed record RunnableExample(string Command, int Index, string Code, [property: JsonPropertyName("norun")] string? NoRun);
