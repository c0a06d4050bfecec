using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MailboxImportExport.Help.Reflection;

/// <summary>
/// Finds the source line of a type or property through the debug information in its assembly, so that a fault can be opened
/// where it is mended. Without such information the assembly's file stands for the line.
/// </summary>
internal sealed class SourceLocations : IDisposable
{
    // What the build puts in place of the root of the work tree.
    private const string MappedRoot = "/_/";

    private const BindingFlags AllDeclared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, MetadataReaderProvider?> _providers = new(StringComparer.Ordinal);

    internal SourceLine Of(Type type) => Of(type, type.GetMethods(AllDeclared).Cast<MethodBase>().Concat(type.GetConstructors(AllDeclared)));

    internal SourceLine Of(PropertyInfo property) => property.DeclaringType is Type type ? Of(type, property.GetAccessors(nonPublic: true)) : new("unknown");

    public void Dispose()
    {
        foreach (MetadataReaderProvider? provider in _providers.Values)
        {
            provider?.Dispose();
        }
    }

    private SourceLine Of(Type type, IEnumerable<MethodBase> methods)
    {
        SourceLine? first = Reader(type.Assembly.Location) is MetadataReader reader
            ? methods.Select(method => LineOf(reader, method)).OfType<SourceLine>().MinBy(place => place.Line)
            : null;
        return first ?? new SourceLine(type.Assembly.Location);
    }

    private static SourceLine? LineOf(MetadataReader reader, MethodBase method)
    {
        MethodDefinitionHandle handle = MetadataTokens.MethodDefinitionHandle(method.MetadataToken & 0x00FFFFFF);
        MethodDebugInformation information = reader.GetMethodDebugInformation(handle);
        foreach (SequencePoint point in information.GetSequencePoints().Where(point => !point.IsHidden))
        {
            string file = reader.GetString(reader.GetDocument(point.Document).Name);
            return new SourceLine(file.StartsWith(MappedRoot, StringComparison.Ordinal) ? file[MappedRoot.Length..] : file, point.StartLine);
        }

        return null;
    }

    private MetadataReader? Reader(string assembly)
    {
        if (!_providers.TryGetValue(assembly, out MetadataReaderProvider? provider))
        {
            using PEReader file = new(File.OpenRead(assembly));
            DebugDirectoryEntry embedded = file.ReadDebugDirectory().FirstOrDefault(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
            provider = embedded.Type == DebugDirectoryEntryType.EmbeddedPortablePdb ? file.ReadEmbeddedPortablePdbDebugDirectoryData(embedded) : null;
            _providers[assembly] = provider;
        }

        return provider?.GetMetadataReader();
    }
}
