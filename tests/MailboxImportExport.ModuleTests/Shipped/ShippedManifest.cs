using System.Collections;
using System.Linq;
using System.Management.Automation.Language;

namespace MailboxImportExport.ModuleTests.Shipped;

/// <summary>The manifest as PowerShell reads it: constants only, nothing is run.</summary>
internal static class ShippedManifest
{
    public static Hashtable Value { get; } = Read();

    private static Hashtable Read()
    {
        Ast script = Parser.ParseFile(ModuleFolder.Manifest, out _, out ParseError[] errors);
        return errors.Length == 0
            ? (Hashtable)script.Find(static a => a is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue()
            : throw new System.FormatException(string.Join('\n', errors.Select(static e => e.Message)));
    }
}
