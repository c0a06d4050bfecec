using System.Collections.Generic;
using MailboxImportExport.Sandbox.Identity;

namespace MailboxImportExport.Sandbox.Graph.Delta;

/// <summary>The state tokens given out. As in the service they live in a cache that drops the oldest when it is full.</summary>
internal sealed class DeltaTokens(SandboxSwitches switches)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, DeltaState> _states = [];
    private readonly Queue<string> _order = new();

    /// <summary>Makes a token; the same one can be used again and again.</summary>
    public string Issue(DeltaState state)
    {
        string token = RandomText.Create();
        lock (_lock)
        {
            _states[token] = state;
            _order.Enqueue(token);
            while (_order.Count > switches.DeltaTokenCapacity)
            {
                _states.Remove(_order.Dequeue());
            }
        }

        return token;
    }

    /// <summary>What a token stands for; null when it is dead.</summary>
    public DeltaState? Find(string token)
    {
        lock (_lock)
        {
            return _states.GetValueOrDefault(token);
        }
    }

    /// <summary>Makes all tokens dead that have been given out, as happens when a mailbox is moved.</summary>
    public void Expire()
    {
        lock (_lock)
        {
            _states.Clear();
            _order.Clear();
        }
    }
}
