namespace MailboxImportExport.FastTransfer;

/// <summary>Which numbers are markers, and which of them an item can contain.</summary>
internal static class StreamMarkers
{
    public static bool Is(uint number) => IsOfItem((StreamMarker)number) || IsOfFolder((StreamMarker)number);

    public static bool IsOfItem(StreamMarker marker) => marker is
        StreamMarker.NewAttach or StreamMarker.StartEmbed or StreamMarker.EndEmbed or StreamMarker.StartRecip or StreamMarker.EndToRecip
        or StreamMarker.StartMessage or StreamMarker.EndMessage or StreamMarker.EndAttach or StreamMarker.StartFAIMsg or StreamMarker.FXErrorInfo;

    private static bool IsOfFolder(StreamMarker marker) => marker is
        StreamMarker.StartTopFld or StreamMarker.StartSubFld or StreamMarker.EndFolder or StreamMarker.IncrSyncChg or StreamMarker.IncrSyncDel
        or StreamMarker.IncrSyncEnd or StreamMarker.IncrSyncMessage or StreamMarker.IncrSyncRead or StreamMarker.IncrSyncStateBegin
        or StreamMarker.IncrSyncStateEnd or StreamMarker.IncrSyncProgressMode or StreamMarker.IncrSyncProgressPerMsg
        or StreamMarker.IncrSyncGroupInfo or StreamMarker.IncrSyncChgPartial;
}
