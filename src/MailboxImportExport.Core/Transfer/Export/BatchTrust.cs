using System;

namespace MailboxImportExport.Transfer.Export;

/// <summary>Whether the service can be trusted with several ids in a call. Where it keeps leaving some out, single calls cost less; after a while a group is tried again.</summary>
internal sealed class BatchTrust
{
    /// <summary>Calls in a row from which ids were missing, until items go one by one.</summary>
    public const int MostDropsInARow = 3;

    /// <summary>Single calls before a group is tried again, the first time; each time twice as many.</summary>
    public const int FirstSingles = 100;

    private const int MostSingles = 1600;

    private int _drops;
    private int _singles;
    private int _next = FirstSingles;

    /// <summary>Whether items go one by one now.</summary>
    public bool IsLost => _singles > 0;

    /// <summary>A call was answered.</summary>
    /// <param name="asked">Ids in the call.</param>
    /// <param name="missing">Those that the answer did not mention.</param>
    public void Note(int asked, int missing)
    {
        if (asked == 1)
        {
            _singles = Math.Max(0, _singles - 1);
            return;
        }

        if (missing == 0)
        {
            _drops = 0;
            _next = FirstSingles;
            return;
        }

        _drops = Math.Min(_drops + 1, MostDropsInARow);
        if (_drops == MostDropsInARow && !IsLost)
        {
            // One more group that lacks something will be enough the next time.
            _drops = MostDropsInARow - 1;
            _singles = _next;
            _next = Math.Min(_next * 2, MostSingles);
        }
    }
}
