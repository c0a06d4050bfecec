using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>The headers that all answers have.</summary>
internal static class ResponseHeaders
{
    private const string Diagnostic =
        """{"ServerInfo":{"DataCenter":"West Europe","Slice":"E","Ring":"5","ScaleUnit":"000","RoleInstance":"AM2PEPF0001SANDBOX"}}""";

    public static void Add(CallContext call)
    {
        IHeaderDictionary headers = call.Response.Headers;
        headers["request-id"] = call.Record.RequestId;
        headers["client-request-id"] = call.Record.ClientRequestId ?? call.Record.RequestId;
        headers.Date = call.Record.Time.ToString("R", CultureInfo.InvariantCulture);
        headers.StrictTransportSecurity = "max-age=31536000";
        if (call.Host == CallHost.Graph)
        {
            headers["x-ms-ags-diagnostic"] = Diagnostic;
        }
    }
}
