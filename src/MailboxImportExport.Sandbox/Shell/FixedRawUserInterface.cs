using System;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>A window of fixed size, so that tables are laid out the same on every machine.</summary>
internal sealed class FixedRawUserInterface : PSHostRawUserInterface
{
    internal const int Width = 160;

    private const int Height = 50;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Size BufferSize { get; set; } = new(Width, Height);

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 1;

    public override bool KeyAvailable => false;

    public override Size MaxPhysicalWindowSize => new(Width, Height);

    public override Size MaxWindowSize => new(Width, Height);

    public override Coordinates WindowPosition { get; set; }

    public override Size WindowSize { get; set; } = new(Width, Height);

    public override string WindowTitle { get; set; } = "PowerShell";

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) =>
        throw new PSInvalidOperationException("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => new BufferCell[0, 0];

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
    {
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
    {
    }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
    }
}
