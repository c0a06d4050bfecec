using System;
using System.Collections.Generic;
using System.Threading;

namespace MailboxImportExport.ItemFolder;

/// <summary>
/// The export folders that this process writes to. Runs that name the same one share it; one that has to wait for another to be opened, which may
/// read every file of it, can be stopped, and holds up no run that writes elsewhere.
/// </summary>
internal static class OpenFolders
{
    private static readonly Dictionary<string, Place> Places = new(StringComparer.Ordinal);

    /// <summary>Joins the runs that write to a folder, or is the first of them.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="start">Opens the folder for the first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The folder, and whether it was open already.</returns>
    public static (ItemFolderWriter Folder, bool WasOpen) Enter(string path, Func<ItemFolderWriter> start, CancellationToken cancellationToken)
    {
        Place place = Join(path);
        try
        {
            place.Turn.Wait(cancellationToken);
            try
            {
                bool wasOpen = place.Folder is not null;
                return (place.Folder ??= start(), wasOpen);
            }
            finally
            {
                place.Turn.Release();
            }
        }
        catch
        {
            Forget(path, place, isLast: Part(place));
            throw;
        }
    }

    /// <summary>A run has ended.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="close">Closes the folder; after the last run.</param>
    public static void Leave(string path, Action close)
    {
        Place place;
        lock (Places)
        {
            place = Places[path];
        }

        // Whoever opens the folder again meanwhile waits until it is closed.
        place.Turn.Wait(CancellationToken.None);
        bool isLast = false;
        try
        {
            isLast = Part(place);
            if (isLast)
            {
                place.Folder = null;
                close();
            }
        }
        finally
        {
            place.Turn.Release();
            Forget(path, place, isLast);
        }
    }

    private static Place Join(string path)
    {
        lock (Places)
        {
            if (!Places.TryGetValue(path, out Place? place))
            {
                place = new Place();
                Places.Add(path, place);
            }

            place.Users++;
            return place;
        }
    }

    private static bool Part(Place place)
    {
        lock (Places)
        {
            return --place.Users == 0;
        }
    }

    private static void Forget(string path, Place place, bool isLast)
    {
        lock (Places)
        {
            if (isLast && place.Users == 0 && Places.TryGetValue(path, out Place? current) && current == place)
            {
                Places.Remove(path);
            }
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore without a wait handle holds nothing.")]
    private sealed class Place
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public ItemFolderWriter? Folder { get; set; }

        public int Users { get; set; }
    }
}
