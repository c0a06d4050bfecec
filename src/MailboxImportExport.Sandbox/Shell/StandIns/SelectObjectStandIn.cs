using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Select-Object: ends the commands before it once it has what -First asks for.</summary>
[Cmdlet(VerbsCommon.Select, "Object")]
internal sealed class SelectObjectStandIn : PSCmdlet
{
    private readonly Queue<PSObject> _last = new();
    private readonly HashSet<string> _seen = [];
    private int _skipped;
    private int _written;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? First { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    protected override void ProcessRecord()
    {
        if (First == 0)
        {
            throw EngineInternals.StopUpstream(this);
        }

        if (InputObject is null || _skipped++ < Skip)
        {
            return;
        }

        if (Last is int last)
        {
            _last.Enqueue(InputObject);
            if (_last.Count > last)
            {
                _last.Dequeue();
            }

            return;
        }

        Write(InputObject);
        if (_written == First)
        {
            throw EngineInternals.StopUpstream(this);
        }
    }

    protected override void EndProcessing()
    {
        while (_last.TryDequeue(out PSObject? item))
        {
            Write(item);
        }
    }

    private void Write(PSObject item)
    {
        PSObject selected = Property.Length == 0 ? item : Project(item);
        if (Unique && !_seen.Add(Identity(selected)))
        {
            return;
        }

        _written++;
        if (ExpandProperty is null)
        {
            WriteObject(selected);
        }
        else
        {
            WriteObject(ObjectProperties.Value(item, ExpandProperty), enumerateCollection: true);
        }
    }

    private PSObject Project(PSObject item)
    {
        PSObject selected = new();
        foreach ((string name, object? value) in Property.SelectMany(property => ObjectProperties.Read(item, property)))
        {
            if (selected.Properties[name] is null)
            {
                selected.Properties.Add(new PSNoteProperty(name, value));
            }
        }

        selected.TypeNames.Insert(0, "Selected." + item.TypeNames.FirstOrDefault());
        return selected;
    }

    private static string Identity(PSObject item) => item.BaseObject is PSCustomObject
        ? string.Join('\u001F', item.Properties.Select(property => $"{property.Name}={property.Value}"))
        : item.ToString();
}
