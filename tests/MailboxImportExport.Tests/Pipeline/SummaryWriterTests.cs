using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Tests.ItemFolder;
using MailboxImportExport.Transfer.Log;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Pipeline;

public sealed class SummaryWriterTests : IAsyncLifetime
{
    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly TestDrive _drive = new();
    private readonly RecordingCommand _command = new();
    private readonly PipelinePump _pump = new();
    private ConnectedSandbox _sandbox = null!;

    private string LogPath => Path.Combine(_path.FullName, "run.log");

    public async ValueTask InitializeAsync() => _sandbox = await ConnectedSandbox.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _pump.Dispose();
        _command.Dispose();
        await _sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    [Fact]
    public void ShowsTheSummariesAlthoughTheLogIsFull()
    {
        _drive.FailAt(DriveStep.WriteLine, "run.log", after: 1);

        MailboxImportExportException failure = Should.Throw<MailboxImportExportException>(() => Write(CancellationToken.None));

        failure.Message.ShouldContain(LogPath);
        _command.Objects.ShouldHaveSingleItem().ShouldBeOfType<MailboxTransferSummary>();
        _command.Warnings.ShouldHaveSingleItem().ShouldStartWith("PARTIAL: ");
    }

    [Fact]
    public void WritesTheLogAlthoughNobodyIsListening()
    {
        Write(new CancellationToken(canceled: true));

        _command.Objects.ShouldBeEmpty();
        File.ReadAllLines(LogPath)[^1].ShouldContain("\"Partial\"");
    }

    private void Write(CancellationToken cancellationToken)
    {
        using TransferLog log = TransferLog.Open(LogPath, _sandbox.Connection, "Export-MailboxItem", files: _drive)!;
        SummaryWriter summaries = new(_command, new CmdletOutput(_command, _pump), isJob: true, variable: null);
        MailboxTransferSummary summary = new() { Command = "Export-MailboxItem", MailboxId = "MBX", Mailbox = "adele", Verdict = TransferVerdict.Partial, Reasons = ["because"] };
        _pump.Start(_ => summaries.WriteAsync([summary], log, cancellationToken), CancellationToken.None);
        _pump.Finish();
    }
}
