using System.Collections.Generic;

namespace MailboxImportExport.TestProcess;

/// <summary>An assembly and the load context that has it.</summary>
/// <param name="Context">Name of the load context.</param>
/// <param name="Name">Simple name.</param>
/// <param name="Version">Version of the assembly.</param>
/// <param name="Path">Its file.</param>
/// <param name="References">Simple names of what it was compiled against.</param>
public sealed record LoadedAssembly(string Context, string Name, string Version, string Path, IReadOnlyList<string> References);
