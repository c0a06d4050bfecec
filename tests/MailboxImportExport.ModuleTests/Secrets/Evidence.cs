using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using MailboxImportExport.Sandbox.Shell;

namespace MailboxImportExport.ModuleTests.Secrets;

/// <summary>Everything that a run let out: what its streams brought, what its objects show, and what it wrote to disk.</summary>
internal sealed class Evidence
{
    private readonly List<(string Where, byte[] Bytes)> _pieces = [];

    /// <summary>How much there is.</summary>
    public long Size => _pieces.Sum(static p => (long)p.Bytes.Length);

    /// <summary>Names of what there is.</summary>
    public IEnumerable<string> Places => _pieces.Select(static p => p.Where);

    /// <summary>Adds all streams of a script, and what a user sees of them.</summary>
    public void Add(string name, ShellResult result)
    {
        ObjectDump dump = new();
        foreach (ShellRecord record in result.Records)
        {
            Add($"{name}: {record.Stream}", dump.Write(record.Value));
        }

        if (result.TerminatingError is not null)
        {
            Add($"{name}: {nameof(ShellStream.Error)}", dump.Write(result.TerminatingError));
        }

        Add($"{name}: window", result.Text);
    }

    public void Add(string where, string text) => _pieces.Add((where, Encoding.UTF8.GetBytes(text)));

    public void Add(string where, Stream content)
    {
        using MemoryStream bytes = new();
        content.CopyTo(bytes);
        _pieces.Add((where, bytes.ToArray()));
    }

    /// <summary>Adds every file below a folder, its name included.</summary>
    public void AddFolder(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using FileStream content = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Add($"file {Path.GetFileName(file)}", content);
            Add("file name", file);
        }
    }

    /// <summary>Where a secret is seen, and in which form. The secret itself is not among the words.</summary>
    public IReadOnlyList<string> Find(IEnumerable<Secret> secrets)
    {
        List<string> found = [];
        foreach (Secret secret in secrets.SelectMany(static s => s.WithParts()).DistinctBy(static s => s.Value))
        {
            foreach ((string form, byte[] bytes) in secret.Forms())
            {
                found.AddRange(_pieces.Where(p => p.Bytes.AsSpan().IndexOf(bytes) >= 0).Select(p => $"{p.Where}: {secret.Name}, {form}"));
            }
        }

        return [.. found.Distinct()];
    }
}
