using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace MailboxImportExport.ModuleTests.Secrets;

/// <summary>Something that must be seen nowhere, and the forms in which it could be.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The thing itself.</param>
internal sealed record Secret(string Name, string Value)
{
    private const int Shortest = 12;

    /// <summary>The whole, and, of a signed token, the parts that are as good: its claims and its signature.</summary>
    public IEnumerable<Secret> WithParts()
    {
        yield return this;
        string[] parts = Value.Split('.');
        foreach (string part in parts.Length == 3 ? parts.Skip(1).Where(static p => p.Length >= Shortest) : [])
        {
            yield return new Secret($"{Name} (a part of it)", part);
        }
    }

    /// <summary>Every form in which it is searched for.</summary>
    public IEnumerable<(string Form, byte[] Bytes)> Forms()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Value);
        yield return ("as it is", bytes);
        yield return ("UTF-16", Encoding.Unicode.GetBytes(Value));
        string encoded = Uri.EscapeDataString(Value);
        if (encoded != Value)
        {
            yield return ("URL-encoded", Encoding.UTF8.GetBytes(encoded));
            yield return ("URL-encoded in lower case", Encoding.UTF8.GetBytes(LowerCase(encoded)));
        }

        for (int alignment = 0; alignment < 3; alignment++)
        {
            yield return ($"base64, alignment {alignment}", Encoding.ASCII.GetBytes(Base64(bytes, alignment)));
            yield return ($"base64 of UTF-16, alignment {alignment}", Encoding.ASCII.GetBytes(Base64(Encoding.Unicode.GetBytes(Value), alignment)));
        }
    }

    /// <summary>Never shown when a test fails.</summary>
    public override string ToString() => Name;

    // What stands before and after shares characters with the first and last bytes: those are left out.
    private static string Base64(byte[] bytes, int alignment)
    {
        string text = Convert.ToBase64String([.. new byte[alignment], .. bytes]).TrimEnd('=');
        int first = alignment == 0 ? 0 : alignment + 1;
        int last = ((alignment + bytes.Length) % 3) switch
        {
            0 => 0,
            _ => 1,
        };
        return text[first..^last];
    }

    private static string LowerCase(string encoded)
    {
        StringBuilder text = new(encoded);
        for (int i = 0; i < text.Length - 2; i++)
        {
            if (text[i] == '%')
            {
                text[i + 1] = char.ToLowerInvariant(text[i + 1]);
                text[i + 2] = char.ToLowerInvariant(text[i + 2]);
            }
        }

        return text.ToString();
    }
}
