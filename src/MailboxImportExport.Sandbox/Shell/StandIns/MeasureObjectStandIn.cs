using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Measure-Object over numbers.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object")]
internal sealed class MeasureObjectStandIn : PSCmdlet
{
    private int _count;
    private double _sum;
    private double? _minimum;
    private double? _maximum;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public string? Property { get; set; }

    [Parameter]
    public SwitchParameter Sum { get; set; }

    [Parameter]
    public SwitchParameter Average { get; set; }

    [Parameter]
    public SwitchParameter Minimum { get; set; }

    [Parameter]
    public SwitchParameter Maximum { get; set; }

    protected override void ProcessRecord()
    {
        object? value = InputObject is null || Property is null ? InputObject?.BaseObject : ObjectProperties.Value(InputObject, Property);
        if (value is null)
        {
            return;
        }

        _count++;
        if (Sum || Average || Minimum || Maximum)
        {
            double number = LanguagePrimitives.ConvertTo<double>(value);
            _sum += number;
            _minimum = _minimum < number ? _minimum : number;
            _maximum = _maximum > number ? _maximum : number;
        }
    }

    protected override void EndProcessing()
    {
        PSObject result = new();
        result.Properties.Add(new PSNoteProperty("Count", _count));
        result.Properties.Add(new PSNoteProperty("Average", Average && _count > 0 ? _sum / _count : null));
        result.Properties.Add(new PSNoteProperty("Sum", Sum ? _sum : null));
        result.Properties.Add(new PSNoteProperty("Maximum", Maximum ? _maximum : null));
        result.Properties.Add(new PSNoteProperty("Minimum", Minimum ? _minimum : null));
        result.Properties.Add(new PSNoteProperty("Property", Property));
        WriteObject(result);
    }
}
