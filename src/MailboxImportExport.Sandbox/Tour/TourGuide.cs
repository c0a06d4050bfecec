using System.IO;
using MailboxImportExport.Sandbox.Shell;

namespace MailboxImportExport.Sandbox.Tour;

/// <summary>Types commands as a user would, shows what the user would see, and keeps count of what was as it should be.</summary>
internal sealed class TourGuide(SandboxServer server, HostedShell shell, string folder, TextWriter output)
{
    public SandboxServer Server => server;

    /// <summary>An empty folder of the tour; commands know it as <c>$folder</c>.</summary>
    public string Folder => folder;

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Begins a chapter.</summary>
    public void Chapter(string title)
    {
        output.WriteLine();
        output.WriteLine($"=== {title} ===");
    }

    /// <summary>Tells what comes next.</summary>
    public void Say(string text)
    {
        output.WriteLine();
        output.WriteLine("# " + text);
    }

    /// <summary>Types a line; what it shows appears in the output and comes back.</summary>
    public string Type(string line)
    {
        string shown = shell.RunAsUser(line);
        output.Write(shown);
        return shown;
    }

    /// <summary>Looks at what the session holds, unseen.</summary>
    public T Peek<T>(string script) => (T)shell.Run(script).Output[0].BaseObject;

    /// <summary>Lays something down in the session under a name, unseen.</summary>
    public void Give(string name, object value) => shell.Run("$null", (name, value));

    /// <summary>Records whether something is as it should be.</summary>
    public void Check(string what, bool isTrue)
    {
        Passed += isTrue ? 1 : 0;
        Failed += isTrue ? 0 : 1;
        output.WriteLine($"  [{(isTrue ? "ok" : "FAILED")}] {what}");
    }
}
