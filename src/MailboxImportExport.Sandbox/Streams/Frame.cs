namespace MailboxImportExport.Sandbox.Streams;

/// <summary>One frame: its operation and where its payload lies. A frame that is cut off says a greater length than is present.</summary>
internal readonly record struct Frame(uint Operation, long Offset, long DeclaredLength, long PresentLength)
{
    public bool IsComplete => PresentLength == DeclaredLength;
}
