using System.Collections.Generic;

namespace MailboxImportExport.TestProcess;

/// <summary>What a child process is to run.</summary>
/// <param name="Script">The script.</param>
/// <param name="Variables">Variables of its session.</param>
public sealed record ScriptRequest(string Script, IReadOnlyDictionary<string, string> Variables);
