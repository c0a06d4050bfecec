using System.Collections.Generic;

namespace MailboxImportExport.Help.Model;

/// <summary>One way to call a command.</summary>
/// <param name="Name">The name of the set; null when there is only one way.</param>
/// <param name="Parameters">Its parameters in the order of the syntax line, each with its use here.</param>
internal sealed record ParameterSetHelp(string? Name, IReadOnlyList<(ParameterHelp Parameter, ParameterUse Use)> Parameters);
