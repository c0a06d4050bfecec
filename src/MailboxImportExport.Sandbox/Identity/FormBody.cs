using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>The fields of a posted form.</summary>
internal sealed class FormBody
{
    private readonly IReadOnlyDictionary<string, string> _fields;

    private FormBody(IReadOnlyDictionary<string, string> fields) => _fields = fields;

    public string? this[string name] => _fields.TryGetValue(name, out string? value) ? value : null;

    /// <summary>Reads the form; a body that is none has no fields, which is refused for what is missing.</summary>
    public static async Task<FormBody> ReadAsync(CallContext call)
    {
        Dictionary<string, string> fields = [];
        if (MediaType.IsForm(call.Request.ContentType))
        {
            IFormCollection form = await call.Request.ReadFormAsync(call.Aborted);
            foreach (KeyValuePair<string, StringValues> field in form)
            {
                fields[field.Key] = field.Value.ToString();
            }
        }

        return new FormBody(fields);
    }
}
