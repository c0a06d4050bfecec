using System.Collections.Generic;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>
/// The user at the keyboard: gives prepared answers in their order and remembers what was asked. Without an answer left the
/// host behaves like a console started with -NonInteractive.
/// </summary>
internal sealed class ScriptedAnswers
{
    private readonly Queue<object> _answers = new();
    private readonly List<ShellPrompt> _asked = [];
    private readonly object _gate = new();

    internal void Add(object answer)
    {
        lock (_gate)
        {
            _answers.Enqueue(answer);
        }
    }

    /// <summary>Gives the questions asked since the last call.</summary>
    internal IReadOnlyList<ShellPrompt> TakeAsked()
    {
        lock (_gate)
        {
            ShellPrompt[] asked = [.. _asked];
            _asked.Clear();
            return asked;
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _answers.Clear();
            _asked.Clear();
        }
    }

    internal T Ask<T>(ShellPrompt prompt)
        where T : class
    {
        lock (_gate)
        {
            if (!_answers.TryDequeue(out object? answer))
            {
                _asked.Add(prompt);
                throw new PSInvalidOperationException("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
            }

            _asked.Add(prompt with { Answer = Describe(prompt.Kind, answer) });
            return answer as T
                ?? throw new PSInvalidOperationException($"A {prompt.Kind} prompt ('{prompt.Message}') cannot be answered with a {answer.GetType().Name}.");
        }
    }

    private static string Describe(ShellPromptKind kind, object answer) => answer switch
    {
        PSCredential credential => credential.UserName,
        _ when kind == ShellPromptKind.SecureLine => "(hidden)",
        _ => answer.ToString() ?? string.Empty,
    };
}
