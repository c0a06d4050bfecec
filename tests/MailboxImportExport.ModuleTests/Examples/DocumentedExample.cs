using System.Text.Json.Serialization;

namespace MailboxImportExport.ModuleTests.Examples;

/// <summary>An example of the help, as the build writes it for these tests.</summary>
/// <param name="Command">The command whose help has it.</param>
/// <param name="Index">Its number there, from 1.</param>
/// <param name="Code">What is typed.</param>
/// <param name="NoRun">Why it cannot be run; null when it can.</param>
internal sealed record DocumentedExample(string Command, int Index, string Code, [property: JsonPropertyName("norun")] string? NoRun);
