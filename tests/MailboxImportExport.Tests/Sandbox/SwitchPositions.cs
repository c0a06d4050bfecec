using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox;

/// <summary>
/// The positions that tests put a switch into, read from their source: a constant, or a parameter of a theory, which stands for what
/// its rows give it. What a method that is no test does with its own parameters counts for nothing.
/// </summary>
internal sealed partial class SwitchPositions(Func<string, string, IEnumerable<object?>> rows)
{
    /// <summary>Reads what theories of this assembly are given.</summary>
    public static SwitchPositions OfThisAssembly()
    {
        ILookup<string, MethodInfo> methods = typeof(SwitchPositions).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .ToLookup(static method => method.Name);
        return new SwitchPositions((method, parameter) => methods[method].SelectMany(found => Rows(found, parameter)));
    }

    /// <summary>The positions of a switch in a source file, as texts that <see cref="Text"/> gives.</summary>
    public IEnumerable<string> In(string source, string name)
    {
        Regex assignment = new($@"[Ss]witches(\.|\s*=?\s*\{{[^}}]*?){name}\s*=\s*(\(\w+\))?(?<value>[^;,}}=]+)[;,}}]");
        foreach (string member in MemberStart().Split(source))
        {
            foreach (Match match in assignment.Matches(member))
            {
                string value = match.Groups["value"].Value.Trim();
                IEnumerable<string> positions = Parameter().IsMatch(value)
                    ? rows(Signature().Match(member).Groups["name"].Value, value).Select(Text)
                    : [Constant(value)];
                foreach (string position in positions)
                {
                    yield return position;
                }
            }
        }
    }

    public static string Text(object? value) => value switch
    {
        null => "null",
        bool isOn => isOn ? "true" : "false",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // An enum member without the name of its type, a number without separators.
    private static string Constant(string value) => EnumMember().Match(value) is { Success: true } match ? match.Groups["member"].Value : value.Replace("_", string.Empty, StringComparison.Ordinal);

    private static IEnumerable<object?> Rows(MethodInfo method, string parameter)
    {
        int index = Array.FindIndex(method.GetParameters(), p => p.Name == parameter);
        return index < 0 ? [] : method.GetCustomAttributes<InlineDataAttribute>().Where(row => index < row.Data.Length).Select(row => row.Data[index]);
    }

    [GeneratedRegex(@"\n(?=    (?:public|private|internal|protected) )")]
    private static partial Regex MemberStart();

    [GeneratedRegex(@"^    (?:public|private|internal|protected)[^\n(]* (?<name>\w+)\(")]
    private static partial Regex Signature();

    [GeneratedRegex("^(?!(?:true|false|null)$)[a-z][A-Za-z0-9]*$")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^[A-Z]\w*\.(?<member>[A-Z]\w*)$")]
    private static partial Regex EnumMember();
}
