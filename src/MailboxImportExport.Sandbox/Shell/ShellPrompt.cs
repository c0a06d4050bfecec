using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>A question that a script put to its user.</summary>
/// <param name="Kind">What was asked for.</param>
/// <param name="Caption">The heading of the question.</param>
/// <param name="Message">The question.</param>
/// <param name="Choices">The labels to choose from, without their hot key marks, or the names of the fields to fill in.</param>
/// <param name="Answer">What the scripted user said; the user name for a credential; null when there was nobody to answer.</param>
internal sealed record ShellPrompt(ShellPromptKind Kind, string Caption, string Message, IReadOnlyList<string> Choices, string? Answer);
