using System;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>
/// The one bridge between PowerShell and asynchronous services: <see cref="BindInput"/> reads parameters, paths and session
/// state on the pipeline thread, <see cref="RunAsync"/> works off it and writes through <see cref="CmdletOutput"/>.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Ends when the user stops the command.</summary>
    internal CancellationToken StopToken => _stop.Token;

    /// <summary>Whether the session shows verbose lines, so that none is put together for nobody.</summary>
    internal bool ShowsVerbose { get; private set; } = true;

    /// <summary>The same of debug lines.</summary>
    internal bool ShowsDebug { get; private set; } = true;

    /// <summary>Makes the record of an exception, with the permissions of the command when it is about permissions.</summary>
    internal ErrorRecord ToRecord(Exception exception, object? target)
    {
        ErrorDescription description = ErrorTable.Describe(exception, target);
        ErrorRecord record = new(exception, description.Id, description.Category, description.Target);

        // With another of ours inside it is about another command.
        bool isRefusal = exception is MailboxImportExportException { Kind: FailureKind.MailboxRefused or FailureKind.DelegatedMailboxRefused or FailureKind.DirectoryRefused, InnerException: not MailboxImportExportException };
        string? permissions = isRefusal ? Permissions() : null;
        if (permissions is not null)
        {
            record.ErrorDetails = new ErrorDetails($"{exception.Message} {MyInvocation.MyCommand?.Name} needs {permissions}.");
        }

        return record;
    }

    /// <summary>Releases what the command holds; its work has ended before.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what only the pipeline thread may read, for one record.</summary>
    protected virtual void BindInput()
    {
    }

    /// <summary>Does the work for one record.</summary>
    private protected virtual Task RunAsync(CmdletOutput output, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        ShowsVerbose = Shows("Verbose");
        ShowsDebug = Shows("Debug");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Guard(() =>
        {
            BindInput();
            using PipelinePump pump = new();
            CmdletOutput output = new(this, pump);
            pump.Start(token => RunAsync(output, token), StopToken);
            pump.Finish();
        });
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Runs a step of the cmdlet and turns what it throws into what PowerShell shows.</summary>
    private protected void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is not (PipelineStoppedException or RuntimeException) && !IsOfTheEngine(e))
        {
            // The only place that catches everything: what nobody foresaw becomes an error with an id instead of a crash.
            ThrowTerminatingError(ToRecord(e, null));
        }
    }

    /// <summary>Releases what a derived command holds.</summary>
    private protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }
    }

    private bool Shows(string stream)
    {
        if (MyInvocation.BoundParameters.TryGetValue(stream, out object? given) && given is SwitchParameter wanted)
        {
            return wanted;
        }

        return !LanguagePrimitives.TryConvertTo(GetVariableValue(stream + "Preference"), out ActionPreference preference)
            || preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }

    // Select-Object -First ends a pipeline by an exception that is the engine's own business.
    private static bool IsOfTheEngine(Exception e) => e.GetType().Assembly == typeof(PSCmdlet).Assembly;

    private string? Permissions()
    {
        string[] permissions = GetType()
            .GetCustomAttributes<RequiredPermissionAttribute>()
            .Select(static p => p.For is null ? p.Permission : $"{p.Permission} ({p.For})")
            .ToArray();
        return permissions.Length == 0 ? null : string.Join(", ", permissions);
    }
}
