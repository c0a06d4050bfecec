using System;
using System.Globalization;
using System.Management.Automation;

namespace MailboxImportExport.Binding;

/// <summary>Takes a time span, and refuses a bare number, which PowerShell would take for ten-millionths of a second.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        TimeSpan? duration = bare switch
        {
            TimeSpan span => span,
            string text when text.IndexOf(':') > 0 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) => span,
            _ => null,
        };
        return duration is TimeSpan valid && valid >= Least && valid <= Most
            ? valid
            : throw new ArgumentTransformationMetadataException($"'{inputData}' is no duration from a second to 30 days. Write hours, minutes and seconds, for example 02:45:00, or (New-TimeSpan -Hours 2).");
    }
}
