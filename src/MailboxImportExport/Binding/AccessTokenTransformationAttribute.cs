using System;
using System.Management.Automation;
using System.Net;

namespace MailboxImportExport.Binding;

/// <summary>Takes a token as a text too: older versions of Get-AzAccessToken write one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AccessTokenTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return bare is string text ? new NetworkCredential(string.Empty, text).SecurePassword : bare;
    }
}
