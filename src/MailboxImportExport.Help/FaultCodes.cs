namespace MailboxImportExport.Help;

/// <summary>The faults that end the build; described in the README of this project.</summary>
internal static class FaultCodes
{
    internal const string MissingInput = "HELP000";
    internal const string NoSynopsis = "HELP001";
    internal const string NoDescription = "HELP002";
    internal const string NoExample = "HELP003";
    internal const string PoorExample = "HELP004";
    internal const string UndocumentedParameter = "HELP005";
    internal const string NoOutput = "HELP006";
    internal const string ExportDiffers = "HELP007";
    internal const string AliasDiffers = "HELP008";
    internal const string UnresolvedReference = "HELP009";
    internal const string UnknownTag = "HELP010";
    internal const string UndocumentedType = "HELP011";
    internal const string StalePage = "HELP012";
}
