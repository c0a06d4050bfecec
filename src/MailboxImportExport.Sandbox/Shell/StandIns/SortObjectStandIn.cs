using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Sort-Object: stable, text without regard to case.</summary>
[Cmdlet("Sort", "Object")]
internal sealed class SortObjectStandIn : PSCmdlet
{
    private readonly List<PSObject> _items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            _items.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        Comparer<object?[]> order = Comparer<object?[]>.Create(Compare);
        IEnumerable<PSObject> sorted = Descending ? _items.OrderByDescending(Keys, order) : _items.OrderBy(Keys, order);
        object?[]? previous = null;
        foreach (PSObject item in sorted)
        {
            object?[] keys = Keys(item);
            if (!Unique || previous is null || Compare(previous, keys) != 0)
            {
                WriteObject(item);
            }

            previous = keys;
        }
    }

    private object?[] Keys(PSObject item) => Property.Length == 0
        ? [item.BaseObject]
        : [.. Property.Select(property => ObjectProperties.Value(item, property))];

    private static int Compare(object?[]? left, object?[]? right) =>
        (left ?? []).Zip(right ?? [], CompareValues).FirstOrDefault(difference => difference != 0);

    private static int CompareValues(object? left, object? right) =>
        LanguagePrimitives.TryCompare(left, right, ignoreCase: true, out int order)
            ? order
            : string.Compare(left?.ToString(), right?.ToString(), StringComparison.OrdinalIgnoreCase);
}
