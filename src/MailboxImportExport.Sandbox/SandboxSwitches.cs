using System;
using System.Collections.Generic;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Streams;
using MailboxImportExport.Sandbox.Throttling;

namespace MailboxImportExport.Sandbox;

/// <summary>
/// Where nobody outside the service knows how it behaves, there is a switch here; its default is what is most likely. All of them can be turned
/// while the sandbox runs. docs/sandbox.md names the question behind each.
/// </summary>
internal sealed class SandboxSwitches
{
    // Listing

    /// <summary>Does the service refuse to filter items by createdDateTime (400 InefficientFilter)?</summary>
    public bool RefuseCreatedDateTimeFilter { get; set; }

    /// <summary>Does the service refuse to order items?</summary>
    public bool RefuseOrderBy { get; set; }

    /// <summary>Does the service refuse a filter on createdDateTime together with an order by it?</summary>
    public bool RefuseFilterWithOrderBy { get; set; }

    /// <summary>Does the service refuse to filter items by type and size?</summary>
    public bool RefuseTypeAndSizeFilter { get; set; }

    /// <summary>Does the service refuse to filter by the value of an extended property?</summary>
    public bool RefuseExtendedPropertyFilter { get; set; }

    /// <summary>Can items be filtered and ordered by receivedDateTime outside a delta query?</summary>
    public bool TakeReceivedDateTimeOnLists { get; set; }

    /// <summary>How precise is a time in an answer?</summary>
    public TimePrecision CreatedDateTimePrecision { get; set; } = TimePrecision.Seconds;

    /// <summary>How precise is a time in an extended property?</summary>
    public TimePrecision ExtendedPropertyTimePrecision { get; set; } = TimePrecision.Seconds;

    /// <summary>Is a filter compared with the time that is shown, or with the finer one that is stored?</summary>
    public bool FilterComparesShownTimes { get; set; }

    /// <summary>In which order does a list come that asks for none?</summary>
    public bool ListNewestFirst { get; set; } = true;

    /// <summary>How many entries has a page when the request does not say?</summary>
    public int DefaultPageSize { get; set; } = 10;

    /// <summary>What is the greatest $top?</summary>
    public int MaximumPageSize { get; set; } = 1000;

    /// <summary>Is a greater $top taken as the greatest one, or refused?</summary>
    public bool ClampTopToMaximum { get; set; }

    /// <summary>From how many entries on does a page end behind its <c>"value":[</c>, with status 200? null for never.</summary>
    public int? CutPagesFrom { get; set; }

    /// <summary>Does the header Prefer: odata.maxpagesize work on lists that are no delta?</summary>
    public bool HonourMaxPageSizeOnLists { get; set; }

    /// <summary>Are associated items listed and counted?</summary>
    public bool ListAssociatedItems { get; set; }

    /// <summary>Are sizes now and then far too small, as in the case of 95 KB said and 3.8 MB exported?</summary>
    public SizeReporting SizeReporting { get; set; } = SizeReporting.SometimesFarOff;

    // Folders

    /// <summary>Does the list at the top also hold folders from further down?</summary>
    public bool TopLevelListIncludesDescendants { get; set; }

    /// <summary>Are search folders themselves also listed at the top?</summary>
    public bool ListSearchFoldersAtTop { get; set; }

    /// <summary>Are hidden folders listed on v1.0?</summary>
    public bool ListHiddenFoldersOnV1 { get; set; } = true;

    /// <summary>Are hidden folders listed on beta without includeHiddenFolders?</summary>
    public bool ListHiddenFoldersOnBeta { get; set; }

    /// <summary>Do hidden folders say that they are hidden? Some tenants return system folders that do not.</summary>
    public bool HiddenFoldersSaySo { get; set; } = true;

    /// <summary>Does the list at the top take includeHiddenFolders on beta, as the list of children does?</summary>
    public bool IncludeHiddenFoldersAtTop { get; set; } = true;

    /// <summary>Do folders have their size as an extended property?</summary>
    public bool FoldersSayTheirSize { get; set; } = true;

    /// <summary>Are well-known names taken in the paths of archives?</summary>
    public bool AcceptWellKnownNamesInArchives { get; set; } = true;

    /// <summary>In which form must a folder be deleted?</summary>
    public FolderDeleteForm FolderDeleteForm { get; set; }

    /// <summary>Which status has the refusal of the other form?</summary>
    public int OtherFolderDeleteFormStatus { get; set; } = 405;

    /// <summary>What becomes of a deleted folder?</summary>
    public FolderDeletion FolderDeletion { get; set; }

    /// <summary>Is the deletion of a folder refused that is not empty?</summary>
    public bool RefuseNonEmptyFolderDeletion { get; set; }

    /// <summary>Is it refused to rename a folder that has a well-known name?</summary>
    public bool RefuseWellKnownFolderRenaming { get; set; } = true;

    /// <summary>Which code has the refusal to delete or rename a folder that has a well-known name?</summary>
    public string WellKnownFolderCode { get; set; } = "ErrorDeleteDistinguishedFolder";

    /// <summary>Which status has that refusal?</summary>
    public int WellKnownFolderStatus { get; set; } = 400;

    // Changes

    /// <summary>How many entries has a page of a delta query when the request does not say?</summary>
    public int DefaultDeltaPageSize { get; set; } = 10;

    /// <summary>After how many pages of a round comes an empty one? 0 for never.</summary>
    public int EmptyDeltaPageAfter { get; set; }

    /// <summary>Does a round name an id more than once?</summary>
    public DeltaRepetition DeltaRepetition { get; set; }

    /// <summary>Does a round tell the changes of the one before once more?</summary>
    public bool ReplayDeltaChanges { get; set; }

    /// <summary>How many of the newest changes does a round not tell yet?</summary>
    public int DeltaHoldsBack { get; set; }

    /// <summary>Is the reason of something that has moved away <c>changed</c>, or <c>deleted</c>?</summary>
    public bool DeltaSaysMovedIsChanged { get; set; }

    /// <summary>Which status has the refusal of a dead token: 410 with the address to begin anew, or another without?</summary>
    public int DeadDeltaTokenStatus { get; set; } = 410;

    /// <summary>How many tokens are remembered before the oldest is dropped?</summary>
    public int DeltaTokenCapacity { get; set; } = 100_000;

    /// <summary>Does folders/delta tell of the root of the visible tree?</summary>
    public DeltaRoot FolderDeltaTellsRoot { get; set; } = DeltaRoot.InArchives;

    /// <summary>Does childFolders/delta tell of all levels below the folder, or of one?</summary>
    public bool ChildFolderDeltaIsRecursive { get; set; }

    /// <summary>Does reading a mail change its change key, so that it shows among the changes?</summary>
    public bool ReadingChangesItems { get; set; } = true;

    // Mailboxes

    /// <summary>Does settings/exchange on v1.0 return the id of the archive?</summary>
    public bool ReturnArchiveIdOnV1 { get; set; }

    /// <summary>Is the id of a missing archive null, or absent?</summary>
    public bool ReturnNullForMissingArchive { get; set; }

    /// <summary>Which status has the refusal of an archive on v1.0?</summary>
    public int ArchiveOnV1Status { get; set; } = 403;

    /// <summary>Do MailboxItem.ReadWrite and MailboxItem.ImportExport allow items to be listed?</summary>
    public bool WriteRolesReadItems { get; set; } = true;

    // Expanded archives

    /// <summary>Does the address of a redirect name what was asked of the folder, or the folder only?</summary>
    public bool RedirectsKeepThePath { get; set; } = true;

    /// <summary>Does the address of a redirect have the query of the request?</summary>
    public bool RedirectsKeepTheQuery { get; set; } = true;

    /// <summary>Is the list of child folders of an expanded folder redirected, or answered by the archive?</summary>
    public bool RedirectChildFolders { get; set; } = true;

    /// <summary>Does parentMailboxUrl of an expanded folder name the mailbox that has its content?</summary>
    public bool ParentMailboxUrlRoutes { get; set; } = true;

    // Deletion

    /// <summary>Does a softly deleted item keep its id in Recoverable Items?</summary>
    public bool SoftDeletedItemsKeepTheirIds { get; set; }

    // Batches

    /// <summary>Do the answers of a batch come in another order than its requests?</summary>
    public bool ReverseBatchOrder { get; set; }

    // Extended properties

    /// <summary>Do ids of extended properties come back normalised (String 0x37), or as they were asked for?</summary>
    public bool NormalizeExtendedPropertyIds { get; set; } = true;

    // Export

    /// <summary>What is the answer to the same id twice in one export?</summary>
    public DuplicateIdAnswer DuplicateExportIds { get; set; }

    /// <summary>Does an export come in the opposite of the order asked for?</summary>
    public bool ReverseExportOrder { get; set; }

    /// <summary>Is the member of a refused item called Error, and not error?</summary>
    public bool CapitalizeErrorMember { get; set; }

    /// <summary>Every how many items does an export of several silently lack one? 0 for never.</summary>
    public int DropEveryNthExportedItem { get; set; }

    /// <summary>Items that an export of several silently lacks.</summary>
    public IReadOnlySet<string> DropExportedItems { get; set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>After how many bytes does the body of an export end, with status 200 and no error?</summary>
    public long? TruncateExportBodyAfter { get; set; }

    /// <summary>Has the service been updated, so that streams name another build?</summary>
    public bool ServerIsUpdated { get; set; }

    /// <summary>What stands between the transfer buffers of a stream?</summary>
    public InterleavedFrame FrameBetweenTransferBuffers { get; set; }

    /// <summary>Do properties of the message come behind its attachments?</summary>
    public bool PropertiesAfterAttachments { get; set; }

    /// <summary>Has a list of texts a type with its code page (0x94B0), or the plain one (0x101F)?</summary>
    public bool TextListsNameTheirCodePage { get; set; } = true;

    /// <summary>Do subjects in streams say where their prefix ends, by two control characters in front?</summary>
    public bool SubjectsMarkTheirPrefix { get; set; }

    // Import

    /// <summary>Which status has the answer to createImportSession: 200 or 201?</summary>
    public int ImportSessionStatus { get; set; } = 200;

    /// <summary>How long does an import session live?</summary>
    public TimeSpan ImportSessionLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Is a stream refused that cannot be read?</summary>
    public bool RefuseUnreadableStreams { get; set; } = true;

    /// <summary>Is a well-known name taken as the folder of an import?</summary>
    public bool AcceptWellKnownImportFolders { get; set; }

    /// <summary>May an import go into a search folder?</summary>
    public bool AcceptImportIntoSearchFolders { get; set; }

    /// <summary>Does an import keep the creation time of the stream?</summary>
    public bool KeepCreationTimeOnImport { get; set; }

    /// <summary>How long after an import does its item begin to show?</summary>
    public TimeSpan ImportsShowAfter { get; set; } = TimeSpan.Zero;

    /// <summary>Is an item that has no search key given one when it is imported?</summary>
    public bool GiveSearchKeysOnImport { get; set; }

    /// <summary>Which status has the refusal of an import into a mailbox that is full?</summary>
    public int FullMailboxStatus { get; set; } = 507;

    /// <summary>Has that refusal the shape of Graph, with its code, or that of the import host?</summary>
    public bool FullMailboxesLookLikeGraph { get; set; }

    /// <summary>Does an update leave alone what the stream does not hold, or replace the whole item?</summary>
    public bool UpdateMergesProperties { get; set; }

    /// <summary>Which form of change key does an update take?</summary>
    public ChangeKeyForm UpdateChangeKeyForm { get; set; }

    /// <summary>Up to which length are the bytes of an import kept as evidence? Of longer ones the hash and length are.</summary>
    public long ReceivedBytesLimit { get; set; } = 1024 * 1024;

    /// <summary>Are imports thrown away unread? The answer says that they were imported; for measuring a client.</summary>
    public bool DiscardImports { get; set; }

    // Directory

    /// <summary>How many times is a new application not there yet when it is looked for? The directory has several copies.</summary>
    public int NewDirectoryObjectsAreUnseenFor { get; set; }

    // Limits

    /// <summary>Are the limits counted for each application, or for each application and mailbox?</summary>
    public bool LimitsSpanMailboxes { get; set; }

    /// <summary>How does a refusal tell when to come back?</summary>
    public RetryAfterForm RetryAfterForm { get; set; }

    /// <summary>Has a MB of the upload limit 1,000,000 bytes, or 1,048,576?</summary>
    public bool UploadLimitIsDecimal { get; set; }

    /// <summary>Whether calls without a body are refused as well while the upload budget is used up.</summary>
    public bool UploadLimitRefusesReading { get; set; }

    /// <summary>Does the refusal of an upload tell it at all?</summary>
    public bool UploadLimitSaysRetryAfter { get; set; }

    /// <summary>Does the import host refuse in the shape of Graph, or in its own?</summary>
    public bool ThrottledImportsLookLikeGraph { get; set; }

    // Identity

    /// <summary>How many seconds is a client to wait between two questions about a sign-in on another device?</summary>
    public int DeviceCodeInterval { get; set; } = 5;

    /// <summary>Is a client told to slow down that asks more often?</summary>
    public bool SlowDownFastPolling { get; set; }

    /// <summary>Is a refresh token dead after it has been used?</summary>
    public bool RefreshTokensWorkOnce { get; set; }

    /// <summary>Are numbers in the answer of a managed identity texts?</summary>
    public bool IdentityNumbersAreTexts { get; set; } = true;
}
