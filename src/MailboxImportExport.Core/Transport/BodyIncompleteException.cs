using System;
using System.IO;

namespace MailboxImportExport.Transport;

/// <summary>The line broke before the whole body was sent: the service has not got a request that it could carry out.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Made in one place.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Becomes one of ours before anybody sees it.")]
internal sealed class BodyIncompleteException(Exception inner) : IOException(inner.GetBaseException().Message, inner);
