using System;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using MailboxImportExport.Authentication;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Graph;

/// <summary>Credential, clients and retry of one connection. May be used by several runspaces at once.</summary>
internal sealed class GraphConnection : ConnectionState
{
    private readonly SingleFlightCredential _credential;
    private readonly GraphPipeline _pipeline;
    private readonly LimitClaim _limits;

    private GraphConnection(SingleFlightCredential credential, GraphPipeline pipeline, CallGovernor governor, WantedLimits wanted, GraphClient client, ImportClient import)
    {
        _credential = credential;
        _pipeline = pipeline;
        _limits = governor.Claim(wanted);
        Governor = governor;
        Client = client;
        Import = import;
    }

    public GraphClient Client { get; }

    public ImportClient Import { get; }

    /// <summary>What decides when a call begins; shared with the other connections of the same application.</summary>
    public CallGovernor Governor { get; }

    /// <summary>The host that imports go to, when it is known before there is a session.</summary>
    public Uri? ImportHost { get; private init; }

    /// <summary>Tells one start of a sandbox from another, in which the same ids mean other items; empty for the service.</summary>
    public string Instance { get; private init; } = string.Empty;

    public TimeProvider Time { get; private init; } = TimeProvider.System;

    /// <summary>Limits of time and number for calls.</summary>
    public TransportOptions Transport { get; private init; } = TransportOptions.Default;

    /// <summary>The time at the service, as far as it has been heard of; never later than that, but for the clock of this machine before the first answer.</summary>
    public DateTimeOffset ServiceTime => Client.ServiceTime ?? Time.GetUtcNow();

    /// <summary>How long after an import what has not come to show is not going to, and a little more: by <see cref="ServiceTime"/> that cannot be told to the second.</summary>
    public TimeSpan SettleTime { get; private init; }

    public override TokenIdentity Identity => _credential.Claims?.Identity ?? TokenIdentity.Unknown;

    public override DateTimeOffset? TokenExpires => _credential.Claims?.Expires;

    public override ApplicationLimits Limits
    {
        get
        {
            CallLimits limits = Governor.Limits;
            return new ApplicationLimits(limits.MostLanes, limits.Requests, limits.UploadBytes, limits.MostCeiling);
        }
    }

    /// <summary>Signs in and proves it by a token; the mailbox service itself is not asked anything.</summary>
    public static async Task<MailboxImportExportConnection> OpenAsync(
        SignIn signIn,
        Cloud cloud,
        string apiVersion,
        TransportOptions options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!cloud.HasMailboxImportExport)
        {
            throw Errors.EnvironmentNotSupported(cloud.Name);
        }

        SingleFlightCredential credential = new(signIn, new CredentialContext(cloud, time, options.Proxy));
        GraphPipeline? pipeline = null;
        try
        {
            await credential.GetTokenAsync(new TokenRequestContext([cloud.Scope], isCaeEnabled: true), cancellationToken).ConfigureAwait(false);
            pipeline = GraphPipeline.Create(cloud, credential, time, options.Proxy);
            RetryPolicy retry = new(options, time, RandomFraction.Next);
            AnswerDeadline deadline = new(options, time);
            CallGovernor governor = CallGovernor.Of(cloud, credential.Claims?.Identity.ClientId, options, time);
            GraphClient client = new(pipeline, credential, retry, deadline, governor, cloud.GraphEndpoint, apiVersion, time);
            GraphConnection state = new(
                credential,
                pipeline,
                governor,
                options.Wanted,
                client,
                new ImportClient(pipeline, retry, deadline, governor, client.Clock, time))
            {
                AuthType = signIn.AuthType,
                EnvironmentName = cloud.Name,
                ApiVersion = apiVersion,
                GraphEndpoint = cloud.GraphEndpoint,
                Time = time,
                Transport = options,
                SettleTime = cloud.SettleTime + ServiceClock.Resolution,
                Instance = cloud.PinnedCertificate ?? string.Empty,
                ImportHost = cloud.IsSandbox ? null : new Uri($"https://{cloud.ImportHosts[0]}"),
            };
            return new MailboxImportExportConnection(state);
        }
        catch
        {
            pipeline?.Dispose();
            credential.Dispose();
            throw;
        }
    }

    /// <summary>The inner part of a connection that a user gave.</summary>
    public static GraphConnection Of(MailboxImportExportConnection connection) => (GraphConnection)connection.State;

    /// <summary>What this connection wanted its application to keep within counts no longer.</summary>
    public void GiveUpLimits() => _limits.Dispose();

    protected override void Close()
    {
        GiveUpLimits();
        _pipeline.Dispose();
        _credential.Dispose();
    }
}
