namespace MailboxImportExport.Sandbox.Tour;

/// <summary>A part of the tour. Chapters build on those before them.</summary>
internal interface ITourChapter
{
    string Title { get; }

    void Run(TourGuide guide);
}
