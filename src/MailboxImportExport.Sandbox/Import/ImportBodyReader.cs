using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>Reads the body of an import: one flat object whose members are all texts, named in PascalCase, in any order.</summary>
internal static class ImportBodyReader
{
    public static async Task<ImportRequest> ReadAsync(CallContext call)
    {
        JsonScanner scanner = new(call.Request.Body, call.Aborted);
        ImportRequest request = new();
        try
        {
            await ReadObjectAsync(call, scanner, request);
            return request;
        }
        catch
        {
            await request.DisposeAsync();
            throw;
        }
    }

    private static async Task ReadObjectAsync(CallContext call, JsonScanner scanner, ImportRequest request)
    {
        HashSet<string> seen = [];
        await scanner.ExpectAsync('{');
        byte? sign = await scanner.ReadSignAsync();
        while (sign == (byte)'"')
        {
            string name = await scanner.ReadTextAsync();
            if (!seen.Add(name))
            {
                throw JsonScanner.Malformed($"the member '{name}' is repeated");
            }

            await scanner.ExpectAsync(':');
            await scanner.ExpectAsync('"');
            await ReadMemberAsync(call, scanner, request, name);
            sign = await scanner.ReadSignAsync();
            if (sign == (byte)',')
            {
                sign = await scanner.ReadSignAsync();
                if (sign != (byte)'"')
                {
                    throw JsonScanner.Malformed("a member is expected after a comma");
                }
            }
        }

        if (sign != (byte)'}' || await scanner.ReadSignAsync() is not null)
        {
            throw JsonScanner.Malformed("it is not one JSON object");
        }
    }

    private static async Task ReadMemberAsync(CallContext call, JsonScanner scanner, ImportRequest request, string name)
    {
        switch (name)
        {
            case "Data":
                request.Data = new SpooledBytes();
                await new Base64Text(scanner).CopyToAsync(request.Data, call.Aborted);
                break;
            case "FolderId":
                request.FolderId = await scanner.ReadTextAsync();
                break;
            case "Mode":
                request.Mode = await scanner.ReadTextAsync();
                break;
            case "ItemId":
                request.ItemId = await scanner.ReadTextAsync();
                break;
            case "ChangeKey":
                request.ChangeKey = await scanner.ReadTextAsync();
                break;
            default:
                throw JsonScanner.Malformed($"the member '{name}' is not known");
        }
    }
}
