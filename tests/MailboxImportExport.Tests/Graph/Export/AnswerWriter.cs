using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace MailboxImportExport.Tests.Graph.Export;

/// <summary>Writes the same answer in any of the ways that JSON allows: order, letter case, blanks, escapes, members that nobody knows.</summary>
internal sealed class AnswerWriter(Random random)
{
    private static readonly string[] Unknown =
    [
        "null", "true", "-1.5e3", "\"text\"", "[]", "{}", "[1,[2,{\"data\":\"QUJD\"}]]", "{\"itemId\":\"wrong\",\"data\":\"QQ==\",\"error\":{\"code\":\"wrong\"}}",
    ];

    private readonly StringBuilder _text = new();

    /// <summary>Compact, in the order and case that the service uses.</summary>
    public static byte[] Plain(params AnswerEntry[] entries) => Encoding.UTF8.GetBytes(
        "{\"@odata.context\":\"x\",\"value\":[" + string.Join(',', entries.Select(static e => "{" + string.Join(',', Members(e).Select(static m => m.Name + ":" + m.Value)) + "}")) + "]}");

    public byte[] Write(IEnumerable<AnswerEntry> entries)
    {
        _text.Clear();
        Put("{");
        List<(string Name, string Value)> before = random.Next(2) == 0 ? [("\"@odata.context\"", "\"https://x/$metadata\"")] : [Stranger("first")];
        Members(before);
        Put(",", Name("\"value\""), ":", "[");
        bool isFirst = true;
        foreach (AnswerEntry entry in entries)
        {
            Put(isFirst ? string.Empty : ",", "{");
            Members(Shuffled(entry));
            Put("}");
            isFirst = false;
        }

        Put("]", random.Next(2) == 0 ? ",\"last\":[{\"itemId\":\"not an entry\",\"data\":\"QUJD\"}]" : string.Empty, "}");
        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    private static List<(string Name, string Value)> Members(AnswerEntry entry)
    {
        List<(string, string)> members = [];
        Add(entry.ItemId is not null, "itemId", JsonSerializer.Serialize(entry.ItemId));
        Add(entry.ChangeKey is not null, "changeKey", JsonSerializer.Serialize(entry.ChangeKey));
        Add(entry.Content is not null, "data", "\"" + Convert.ToBase64String(entry.Content ?? []) + "\"");
        Add(entry.ErrorCode is not null, "error", JsonSerializer.Serialize(new { code = entry.ErrorCode, message = entry.ErrorMessage }));
        return members;

        void Add(bool isThere, string name, string value)
        {
            if (isThere)
            {
                members.Add(("\"" + name + "\"", value));
            }
        }
    }

    private List<(string Name, string Value)> Shuffled(AnswerEntry entry)
    {
        List<(string Name, string Value)> members = Members(entry);
        if (entry.Content is null && random.Next(2) == 0)
        {
            members.Add(("\"data\"", "null"));
        }

        if (entry.ErrorCode is null && random.Next(3) == 0)
        {
            members.Add(("\"error\"", "null"));
        }

        if (random.Next(2) == 0)
        {
            members.Add(Stranger("unknown"));
        }

        (string Name, string Value)[] shuffled = [.. members.Select(m => (Name(m.Name), m.Value[0] == '"' && m.Name == "\"data\"" ? Escaped(m.Value) : m.Value))];
        random.Shuffle(shuffled);
        return [.. shuffled];
    }

    private (string Name, string Value) Stranger(string name) => ($"\"{name}{random.Next(100)}\"", Unknown[random.Next(Unknown.Length)]);

    private void Members(List<(string Name, string Value)> members)
    {
        for (int i = 0; i < members.Count; i++)
        {
            Put(i == 0 ? string.Empty : ",", members[i].Name, ":", members[i].Value);
        }
    }

    // Letter case, and now and then an escape, which is the same name.
    private string Name(string name) => random.Next(4) switch
    {
        0 => name.ToUpperInvariant(),
        1 => "\"\\u00" + ((int)name[1]).ToString("x2", System.Globalization.CultureInfo.InvariantCulture) + name[2..],
        2 => string.Concat(name.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : c)),
        _ => name,
    };

    private string Escaped(string base64) => random.Next(3) switch
    {
        0 => base64.Replace("/", "\\/", StringComparison.Ordinal).Replace("+", "\\u002b", StringComparison.Ordinal),
        1 => string.Concat(base64.Select((c, i) => c != '"' && random.Next(20) == 0 ? "\\u" + ((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture) : c.ToString())),
        _ => base64,
    };

    private void Put(params string[] tokens)
    {
        foreach (string token in tokens)
        {
            _text.Append(token).Append(random.Next(4) == 0 ? " \t\r\n"[..random.Next(5)] : string.Empty);
        }
    }
}
