using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>
/// The only place where two threads meet: work runs on the thread pool, what it writes is carried out on the pipeline thread,
/// and the cmdlet does not end before the work has.
/// </summary>
internal sealed class PipelinePump : IDisposable
{
    // Objects and errors that may wait before a producer waits: enough to keep the pipeline busy, little enough to hold nothing. It has
    // to be more than a command can hold of exported items: while the command in front waits for the room that they take nobody
    // carries writes out, and each item must still come to its end. Lines of a log are not counted for the same reason.
    private const int Room = 64;

    private readonly object _lock = new();
    private readonly Queue<PendingWrite> _writes = new();
    private readonly Queue<Action> _last = new();
    private readonly AsyncSignal _taken = new();
    private CancellationTokenSource? _cancel;
    private Task? _work;
    private int _roomTaken;
    private bool _isClosed;

    /// <summary>Whether the work has ended, well or not.</summary>
    public bool HasEnded => _work is null || _work.IsCompleted;

    /// <summary>Starts the work.</summary>
    public void Start(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        CancellationToken token = _cancel.Token;
        _work = Task.Run(() => work(token), CancellationToken.None);
        _ = _work.ContinueWith(static (_, state) => ((PipelinePump)state!).Wake(), this, TaskScheduler.Default);
    }

    /// <summary>Queues a write whatever the number of those that wait. From any thread.</summary>
    /// <param name="write">Carried out on the pipeline thread.</param>
    /// <param name="dropped">Carried out instead when the cmdlet ends before.</param>
    public void Post(Action write, Action? dropped = null) => Post(new PendingWrite(write, dropped, takesRoom: false));

    /// <summary>Queues a write that is carried out also when the pipeline ended the work early. From any thread.</summary>
    public void PostLast(Action write) => Post(write, () =>
    {
        lock (_lock)
        {
            _last.Enqueue(write);
        }
    });

    /// <summary>Queues a write once there is room. From any thread.</summary>
    /// <param name="write">Carried out on the pipeline thread.</param>
    /// <param name="dropped">Carried out instead when it never is.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task PostAsync(Action write, Action? dropped, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task taken = _taken.Next;
            lock (_lock)
            {
                if (_roomTaken < Room || _isClosed)
                {
                    break;
                }
            }

            try
            {
                await taken.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                dropped?.Invoke();
                throw;
            }
        }

        Post(new PendingWrite(write, dropped, takesRoom: true));
    }

    /// <summary>Runs something on the pipeline thread and brings back its result, for questions to the user.</summary>
    public Task<T> AskAsync<T>(Func<T> question)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(
            () =>
            {
                try
                {
                    answer.SetResult(question());
                }
                catch (MailboxImportExportException e)
                {
                    // The work decides what it means.
                    answer.TrySetException(e);
                }
                catch (Exception e)
                {
                    answer.TrySetException(e);
                    throw;
                }
            },
            () => answer.TrySetCanceled());
        return answer.Task;
    }

    /// <summary>Carries out what is waiting, without waiting for more. Pipeline thread only.</summary>
    public void PumpAvailable() => Pump(static _ => false, null);

    /// <summary>Carries out writes until a task has ended, or the work has. Pipeline thread only.</summary>
    public void PumpUntil(Task task)
    {
        _ = task.ContinueWith(static (_, state) => ((PipelinePump)state!).Wake(), this, TaskScheduler.Default);
        Pump(static t => !t!.IsCompleted, task);
    }

    /// <summary>Carries out writes until the work has ended, and passes its failure on. Pipeline thread only.</summary>
    public void Finish()
    {
        Pump(static _ => true, null);
        Close();
        _work?.GetAwaiter().GetResult();
    }

    /// <summary>Ends the work and waits for it. What it still wanted to write is dropped.</summary>
    public void Dispose()
    {
        _cancel?.Cancel();
        Close();
        if (_work is not null)
        {
            // Its failure has been passed on already, or nobody is left to hear of it.
            ((IAsyncResult)_work).AsyncWaitHandle.WaitOne();
        }

        _cancel?.Dispose();
        _cancel = null;
    }

    private void Post(PendingWrite pending)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                _writes.Enqueue(pending);
                _roomTaken += pending.TakesRoom ? 1 : 0;
                Monitor.PulseAll(_lock);
                return;
            }
        }

        pending.Drop();
    }

    private void Pump(Func<Task?, bool> wait, Task? task)
    {
        try
        {
            while (RunNext(wait, task))
            {
            }
        }
        catch
        {
            // Select-Object -First throws out of a write: the work must end before the cmdlet does.
            Dispose();
            RunLast();
            throw;
        }
    }

    private void RunLast()
    {
        try
        {
            while (_last.Count > 0)
            {
                _last.Dequeue()();
            }
        }
        catch (PipelineStoppedException)
        {
            // Ctrl+C: nothing may be written any more, and the host clears the display by itself.
            _last.Clear();
        }
    }

    // By itself, so that what was written last is not held while the next is waited for.
    private bool RunNext(Func<Task?, bool> wait, Task? task)
    {
        if (!TryTake(wait, task, out PendingWrite write))
        {
            return false;
        }

        _taken.Pulse();
        write.Run();
        return true;
    }

    private bool TryTake(Func<Task?, bool> wait, Task? task, out PendingWrite write)
    {
        lock (_lock)
        {
            while (_writes.Count == 0)
            {
                if (HasEnded || !wait(task))
                {
                    write = default;
                    return false;
                }

                Monitor.Wait(_lock);
            }

            write = _writes.Dequeue();
            _roomTaken -= write.TakesRoom ? 1 : 0;
            return true;
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }

    private void Close()
    {
        List<PendingWrite> dropped;
        lock (_lock)
        {
            _isClosed = true;
            dropped = [.. _writes];
            _writes.Clear();
        }

        _taken.Pulse();
        foreach (PendingWrite write in dropped)
        {
            write.Drop();
        }
    }
}
