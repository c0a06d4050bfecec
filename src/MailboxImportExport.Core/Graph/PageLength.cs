using System;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Graph;

/// <summary>
/// How many entries the next page is asked for. A page whose answer breaks off again and again is asked for in half its size, down to a single entry;
/// when one has come, more are tried again, the later the oftener that was in vain. For one reader at a time.
/// </summary>
/// <param name="usual">Entries of a page as long as nothing goes wrong.</param>
internal sealed class PageLength(int usual)
{
    // A page that breaks off is not worth the repetitions of a call that cannot be made smaller.
    private const int Attempts = 3;

    private const int LongestPatience = 16;

    private readonly int _usual = usual;
    private int _good;
    private int _patience = 1;
    private bool _hasGrown;

    /// <summary>Entries that the next page is asked for.</summary>
    public int Now { get; private set; } = usual;

    /// <summary>Whether pages are as long as usual.</summary>
    public bool IsUsual => Now == _usual;

    /// <summary>How often such a page is sent before a smaller one is, or null when there is none.</summary>
    public int? AttemptsAtSize => Now > 1 ? Attempts : null;

    /// <summary>A page came.</summary>
    public void Accept()
    {
        if (IsUsual)
        {
            (_patience, _good, _hasGrown) = (1, 0, false);
            return;
        }

        _hasGrown = false;
        if (++_good >= _patience)
        {
            Now = Now < _usual / 2 ? Now * 2 : _usual;
            (_good, _hasGrown) = (0, true);
        }
    }

    /// <summary>Whether a smaller page may come where this one did not.</summary>
    public bool CanHalve(MailboxImportExportException failure) => Now > 1 && RetryTable.MayBeSize(failure);

    /// <summary>Pages are half as long from now on.</summary>
    public void Halve()
    {
        _patience = _hasGrown ? Math.Min(_patience * 2, LongestPatience) : _patience;
        Now /= 2;
        (_good, _hasGrown) = (0, false);
    }
}
