using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;
using System.Security;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>Collects what is shown and answers what is asked.</summary>
internal sealed class ScriptedUserInterface(ConsoleText console, ScriptedAnswers answers) : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get; } = new FixedRawUserInterface();

    public override void Write(string value) => console.Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => console.Write(value);

    public override void WriteLine(string value) => console.WriteLine(value);

    public override void WriteErrorLine(string value) => console.WriteLine(value);

    public override void WriteWarningLine(string message) => console.WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => console.WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => console.WriteLine("DEBUG: " + message);

    // A console draws progress over itself and leaves nothing behind; the records are in the result.
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => answers.Ask<string>(new(ShellPromptKind.Line, string.Empty, string.Empty, [], null));

    public override SecureString ReadLineAsSecureString() =>
        Secure(answers.Ask<string>(new(ShellPromptKind.SecureLine, string.Empty, string.Empty, [], null)));

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Show(caption, message);
        Dictionary<string, PSObject> filled = [];
        foreach (FieldDescription field in descriptions)
        {
            console.Write($"{field.Name}: ");
            filled[field.Name] = PSObject.AsPSObject(FillIn(field, caption, message));
        }

        return filled;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Show(caption, message);
        string[] labels = [.. choices.Select(choice => choice.Label.Replace("&", string.Empty, StringComparison.Ordinal))];
        console.Write(string.Join("  ", choices.Select((choice, i) => $"[{HotKey(choice)}] {labels[i]}")) + ": ");

        string answer = answers.Ask<string>(new(ShellPromptKind.Choice, caption, message, labels, null));
        console.WriteLine(answer);
        if (answer.Length == 0)
        {
            return defaultChoice;
        }

        int chosen = Array.FindIndex(labels, label => label.Equals(answer, StringComparison.OrdinalIgnoreCase));
        if (chosen < 0)
        {
            chosen = choices.ToList().FindIndex(choice => HotKey(choice).Equals(answer, StringComparison.OrdinalIgnoreCase));
        }

        return chosen >= 0
            ? chosen
            : throw new PSInvalidOperationException($"'{answer}' is none of the choices {string.Join(", ", labels)}.");
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        Show(caption, message);
        return answers.Ask<PSCredential>(new(ShellPromptKind.Credential, caption, message, [], null));
    }

    private void Show(string caption, string message)
    {
        foreach (string text in new[] { caption, message }.Where(text => !string.IsNullOrEmpty(text)))
        {
            console.WriteLine(text);
        }
    }

    private object FillIn(FieldDescription field, string caption, string message)
    {
        bool secure = field.ParameterTypeFullName == typeof(SecureString).FullName;
        ShellPrompt prompt = new(secure ? ShellPromptKind.SecureLine : ShellPromptKind.Fields, caption, message, [field.Name], null);
        object answer = answers.Ask<object>(prompt);
        console.WriteLine(secure ? "********" : answer.ToString());
        return secure && answer is string text ? Secure(text) : answer;
    }

    private static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;

    private static string HotKey(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length
            ? char.ToUpper(choice.Label[mark + 1], CultureInfo.InvariantCulture).ToString()
            : choice.Label;
    }
}
