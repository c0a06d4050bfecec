using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace MailboxImportExport.Model.Mapi;

/// <summary>The properties that have a name worth knowing, read once from the list that is part of the assembly.</summary>
internal static class CanonicalNames
{
    private const int Suggestions = 5;
    private const string List = "CanonicalNames.tsv";
    private static readonly string[] Prefixes = ["PidTag", "PidLid", "PidName"];

    private static readonly Lazy<Table> Known = new(static () => new Table());

    /// <summary>All of them, in the order of the list.</summary>
    public static IReadOnlyList<MapiProperty> All => Known.Value.All;

    /// <summary>A property by its name, in any letter case; without <c>PidTag</c> or <c>PidLid</c> where only one has it.</summary>
    public static MapiProperty? Find(string name)
    {
        Dictionary<string, MapiProperty> byName = Known.Value.ByName;
        if (byName.TryGetValue(name, out MapiProperty? exact))
        {
            return exact;
        }

        List<MapiProperty> found = Prefixes.Select(prefix => byName.TryGetValue(prefix + name, out MapiProperty? known) ? known : null).OfType<MapiProperty>().ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>A property by what identifies it; where an id has two types, the one of that type, else the usual one.</summary>
    public static MapiProperty? Find(MapiPropertyId id, MapiPropertyType type)
    {
        if (!Known.Value.ById.TryGetValue(id, out List<MapiProperty>? found))
        {
            return null;
        }

        return found.Find(p => p.Type == type) ?? found[0];
    }

    /// <summary>Names that somebody may have meant.</summary>
    public static IReadOnlyList<string> Like(string text)
        => All.Select(static p => p.Name).Where(name => name.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0).Take(Suggestions).ToList();

    private sealed class Table
    {
        public Table()
        {
            using Stream resource = typeof(CanonicalNames).Assembly.GetManifestResourceStream(List)
                ?? throw new InvalidOperationException($"{List} is not part of the assembly.");
            using StreamReader reader = new(resource);
            while (reader.ReadLine() is string line)
            {
                if (line.Length > 0 && line[0] != '#')
                {
                    Add(Parse(line.Split('\t')));
                }
            }
        }

        public List<MapiProperty> All { get; } = [];

        public Dictionary<string, MapiProperty> ByName { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<MapiPropertyId, List<MapiProperty>> ById { get; } = [];

        private static MapiProperty Parse(string[] fields) => new()
        {
            CanonicalName = fields[0],
            Id = MapiPropertyParser.ParseId(fields[1]) ?? throw new InvalidOperationException($"{fields[1]} in {List} is no id."),
            Type = Enum.TryParse(fields[2], out MapiPropertyType type) ? type : throw new InvalidOperationException($"{fields[2]} in {List} is no type."),
        };

        private void Add(MapiProperty property)
        {
            All.Add(property);
            ByName.Add(property.Name, property);
            if (!ById.TryGetValue(property.Id, out List<MapiProperty>? sameId))
            {
                sameId = [];
                ById.Add(property.Id, sameId);
            }

            sameId.Add(property);
        }
    }
}
