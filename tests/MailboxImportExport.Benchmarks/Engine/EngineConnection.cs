using System;
using System.Diagnostics;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Benchmarks.Engine;

/// <summary>
/// Opens connections whose limits are those of the sandbox. Also called inside of the load context of the module, so that its commands get
/// such a connection: what is measured without limits must not be held back by the documented ones.
/// </summary>
public static class EngineConnection
{
    // Far from what a run reaches, and far from overflowing.
    private const long NoLimit = long.MaxValue / 4;

    /// <summary>Opens one, for callers that know only texts.</summary>
    /// <param name="uri">Address of the sandbox.</param>
    /// <param name="divisor">By what the sandbox divides the limits; 0 when it has none.</param>
    public static object Open(string uri, string divisor)
        => Task.Run(() => OpenAsync(uri, int.Parse(divisor, System.Globalization.CultureInfo.InvariantCulture))).GetAwaiter().GetResult();

    internal static Task<MailboxImportExportConnection> OpenAsync(string uri, int divisor)
    {
        // Every build puts its module into artifacts/, and one that is not optimized is easily measured by mistake.
        if (typeof(GraphConnection).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true)
        {
            throw new InvalidOperationException($"'{typeof(GraphConnection).Assembly.Location}' was built without optimization. Build these benchmarks once more with -c Release.");
        }

        SandboxAddress address = SandboxAddress.Find(uri, null);
        ClientSecretSignIn signIn = new() { TenantId = address.TenantId, ClientId = address.ClientId, Secret = SecureText.Of(address.ClientSecret!) };
        return GraphConnection.OpenAsync(signIn, address.ToCloud(), "beta", Options(divisor), TimeProvider.System, CancellationToken.None);
    }

    private static TransportOptions Options(int divisor)
    {
        CallLimits documented = new();
        CallLimits limits = divisor switch
        {
            0 => documented with { Requests = NoLimit, UploadBytes = NoLimit },
            1 => documented,
            _ => documented with
            {
                Requests = documented.Requests / divisor,
                RequestWindow = documented.RequestWindow / divisor,
                UploadBytes = documented.UploadBytes / divisor,
                UploadWindow = documented.UploadWindow / divisor,
            },
        };
        return TransportOptions.Default with { Limits = limits };
    }
}
