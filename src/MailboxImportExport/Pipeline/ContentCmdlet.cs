using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Reading;

namespace MailboxImportExport.Pipeline;

/// <summary>A command that reads exported items where they are: in files, in export folders, or behind handles. It needs no connection.</summary>
public abstract class ContentCmdlet : AsyncCmdlet
{
    /// <summary>The parameter set of what is piped in.</summary>
    protected const string PipelineSet = "Pipeline";

    /// <summary>The parameter set of paths with wildcards.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set of paths as they are.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>Reads what was given as an object; a failure is written.</summary>
    private protected IEnumerable<ContentSource> Sources(PSObject value)
    {
        if (ContentInput.Read(value, path => FileSystemPath.Resolve(this, path)) is ContentSource source)
        {
            yield return source;
        }
        else
        {
            string text = value.ToString();
            WriteError(ToRecord(value.BaseObject is string ? Errors.NothingAtPath(text) : Errors.NotReadable(text), value.BaseObject));
        }
    }

    /// <summary>Reads paths; a failure is written.</summary>
    private protected IEnumerable<ContentSource> Sources(IEnumerable<string> paths, bool areLiteral)
    {
        foreach (string path in paths)
        {
            IReadOnlyList<string> found = FileSystemPath.Expand(this, path, areLiteral);
            if (found.Count == 0)
            {
                WriteError(ToRecord(Errors.NothingAtPath(path), path));
            }

            foreach (string one in found)
            {
                yield return new ContentSource { Path = one };
            }
        }
    }

    /// <summary>Does something with each item that a source stands for.</summary>
    private protected static Task ForEachAsync(ContentSources sources, ContentSource source, Func<NamedContent, Task> action, CmdletOutput output, CancellationToken cancellationToken) => GuardAsync(
        source.Path ?? source.Item?.ToString() ?? string.Empty,
        async () =>
        {
            foreach (NamedContent content in sources.Expand(source))
            {
                await action(content).ConfigureAwait(false);
            }
        },
        output,
        cancellationToken);

    /// <summary>Opens an item and does something with it; what fails is written.</summary>
    private protected static Task ReadAsync(NamedContent content, Func<OpenedItem, Task> action, CmdletOutput output, CancellationToken cancellationToken) => GuardAsync(
        content.Name,
        async () =>
        {
            using OpenedItem opened = await OpenedItem.OpenAsync(content, cancellationToken).ConfigureAwait(false);
            await action(opened).ConfigureAwait(false);
        },
        output,
        cancellationToken);

    /// <summary>Does something with one item; a failure that is about this item only is written.</summary>
    private protected static async Task GuardAsync(string name, Func<Task> action, CmdletOutput output, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await action().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            await output.WriteErrorAsync(Errors.ContentNotReadable(name, e), name, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            await output.WriteErrorAsync(e, e.Target ?? name, cancellationToken).ConfigureAwait(false);
        }
    }
}
