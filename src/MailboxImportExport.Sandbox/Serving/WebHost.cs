using System;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MailboxImportExport.Sandbox.Serving;

/// <summary>The web server behind a sandbox, with its two ports.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    // A URL of 20 extended properties is long, and so is a filter.
    private const int MaximumRequestLine = 64 * 1024;
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1);
    private readonly WebApplication _application;

    private WebHost(WebApplication application) => _application = application;

    public static async Task<WebHost> StartAsync(
        SandboxOptions options,
        X509Certificate2 certificate,
        SandboxRuntime runtime,
        CancellationToken cancellationToken)
    {
        // The empty builder reads no files, variables or arguments: nothing outside can change how the sandbox listens.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = ShutdownTimeout);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Configure(kestrel, options, certificate));

        // Behind the server, which brings one of its own.
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, LargeBlocks>();
        WebApplication application = builder.Build();
        ICallStep[] steps = [runtime.Gates, new Authentication(), runtime.Limits, runtime.Pace, runtime.Faults, new QueryErrors()];
        CallPipeline pipeline = new(runtime, new RouteTable(SandboxRoutes.All), steps);
        application.Run(async http => await pipeline.InvokeAsync(http, isImportHost: http.Connection.LocalPort == runtime.ImportUri.Port));
        await application.StartAsync(cancellationToken);
        SetAddresses(application, runtime);
        return new WebHost(application);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, SandboxOptions options, X509Certificate2 certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestLineSize = MaximumRequestLine;

        // An item of 150 MB makes a body of 200 MB, and a client may take its time between two pieces of it.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        foreach (int port in (int[])[options.Port, options.ImportPort])
        {
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
            });
        }
    }

    private static void SetAddresses(WebApplication application, SandboxRuntime runtime)
    {
        string[] addresses = [.. application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];
        runtime.Uri = new Uri(addresses.First());
        runtime.ImportUri = new Uri(addresses.Last());
    }
}
