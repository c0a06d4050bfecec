using System.IO;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MailboxImportExport.ModuleTests.Loading;

/// <summary>Raises the version of an assembly file without building it again.</summary>
internal static class AssemblyVersionPatch
{
    // ECMA-335 II.22.2: a row of the assembly table begins with the hash algorithm (4 bytes), major and minor version (2 bytes each).
    private const int MinorVersion = 6;

    public static void RaiseMinorVersion(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        using PEReader image = new(new MemoryStream(bytes));
        int row = image.PEHeaders.MetadataStartOffset + image.GetMetadataReader().GetTableMetadataOffset(TableIndex.Assembly);
        bytes[row + MinorVersion]++;
        File.WriteAllBytes(file, bytes);
    }
}
