using System;
using System.Collections;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>New-Object for .NET types.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
internal sealed class NewObjectStandIn : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = string.Empty;

    [Parameter(Position = 1)]
    public object[] ArgumentList { get; set; } = [];

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void BeginProcessing()
    {
        // The engine's own rules for choosing a constructor and converting its arguments.
        ScriptBlock create = ScriptBlock.Create("param($type, $arguments) , ($type::new.Invoke($arguments))");
        Type type = LanguagePrimitives.ConvertTo<Type>(TypeName);
        PSObject created = type == typeof(PSObject) ? new PSObject() : (PSObject)create.InvokeReturnAsIs(type, ArgumentList);
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            string name = entry.Key.ToString() ?? string.Empty;
            if (created.Properties[name] is PSPropertyInfo property)
            {
                property.Value = entry.Value;
            }
            else
            {
                created.Properties.Add(new PSNoteProperty(name, entry.Value));
            }
        }

        WriteObject(created);
    }
}
