using System.Runtime.CompilerServices;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

// PowerShell 7 finds types by name in the assembly of the commands only, not in those that it depends on: these names make
// [MailboxImportExport.Model.MailboxItem] work in a script. A forward loads nothing before it is used.
[assembly: TypeForwardedTo(typeof(ExportedMailboxItem))]
[assembly: TypeForwardedTo(typeof(FailureKind))]
[assembly: TypeForwardedTo(typeof(FolderCoverage))]
[assembly: TypeForwardedTo(typeof(FolderIdentity))]
[assembly: TypeForwardedTo(typeof(ImportedMailboxItem))]
[assembly: TypeForwardedTo(typeof(MailboxAccessResult))]
[assembly: TypeForwardedTo(typeof(MailboxAccessStatus))]
[assembly: TypeForwardedTo(typeof(MailboxContentFolder))]
[assembly: TypeForwardedTo(typeof(MailboxContentStore))]
[assembly: TypeForwardedTo(typeof(MailboxIdentity))]
[assembly: TypeForwardedTo(typeof(MailboxImportExportConnection))]
[assembly: TypeForwardedTo(typeof(MailboxImportExportException))]
[assembly: TypeForwardedTo(typeof(MailboxImportExportMethod))]
[assembly: TypeForwardedTo(typeof(MailboxImportExportPermission))]
[assembly: TypeForwardedTo(typeof(MailboxImportExportRegistrationStep))]
[assembly: TypeForwardedTo(typeof(MailboxImportSession))]
[assembly: TypeForwardedTo(typeof(MailboxItem))]
[assembly: TypeForwardedTo(typeof(MailboxItemPropertyDescription))]
[assembly: TypeForwardedTo(typeof(MailboxResolution))]
[assembly: TypeForwardedTo(typeof(MailboxServiceException))]
[assembly: TypeForwardedTo(typeof(MailboxTransferSummary))]
[assembly: TypeForwardedTo(typeof(TextList))]
[assembly: TypeForwardedTo(typeof(TransferVerdict))]
[assembly: TypeForwardedTo(typeof(MapiProperty))]
[assembly: TypeForwardedTo(typeof(MapiPropertyId))]
[assembly: TypeForwardedTo(typeof(MapiPropertyName))]
[assembly: TypeForwardedTo(typeof(MapiPropertyType))]
