using System;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Engine;
using MailboxImportExport.Benchmarks.Rivals;
using MailboxImportExport.Benchmarks.Service;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>A sandbox, and who works against it.</summary>
internal sealed class Setting : IAsyncDisposable
{
    public const string Source = "adele@contoso.example";
    public const string Target = "chika@contoso.example";
    public const string Many = "Inbox/Many";
    public const string Large = "Inbox/Large";

    /// <summary>Options of <c>serve</c> for the items of <see cref="Large"/>.</summary>
    public const string LargeItems = "--large-items 20 --large-item-mb 50-150";

    public const string LargeNote = "20 items of 50 to 150 MB";

    private Setting(ServedSandbox sandbox, CoreEngine engine, RivalConnection rival)
    {
        Sandbox = sandbox;
        Engine = engine;
        Rival = rival;
    }

    public ServedSandbox Sandbox { get; }

    public CoreEngine Engine { get; }

    public RivalConnection Rival { get; }

    /// <summary>Starts a sandbox and connects to it.</summary>
    /// <param name="options">Options of <c>serve</c>.</param>
    /// <param name="limitDivisor">By what the limits are divided that the engine keeps; 0 when there are none.</param>
    public static async Task<Setting> StartAsync(string options, int limitDivisor = 0)
    {
        ServedSandbox sandbox = await ServedSandbox.StartAsync(options).ConfigureAwait(false);
        return new Setting(
            sandbox,
            await CoreEngine.OpenAsync(sandbox.Uri, limitDivisor).ConfigureAwait(false),
            await RivalConnection.OpenAsync(sandbox.Uri).ConfigureAwait(false));
    }

    /// <summary>Where the rivals import to.</summary>
    public async Task<ImportTarget> ImportTargetAsync()
        => new(await Engine.ImportAddressAsync(Target).ConfigureAwait(false), await Engine.InboxAsync(Target).ConfigureAwait(false));

    public async ValueTask DisposeAsync()
    {
        Engine.Dispose();
        Rival.Dispose();
        await Sandbox.DisposeAsync().ConfigureAwait(false);
    }
}
