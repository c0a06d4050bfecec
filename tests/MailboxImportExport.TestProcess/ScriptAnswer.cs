using System.Collections.Generic;

namespace MailboxImportExport.TestProcess;

/// <summary>What a script in a child process gave.</summary>
/// <param name="Output">Output objects as text.</param>
/// <param name="Errors">Errors with their ids.</param>
/// <param name="Assemblies">What was loaded at its end.</param>
public sealed record ScriptAnswer(IReadOnlyList<string> Output, IReadOnlyList<string> Errors, IReadOnlyList<LoadedAssembly> Assemblies);
