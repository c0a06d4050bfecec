using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Model.Mapi;

/// <summary>The sets that named properties live in, by the names of Microsoft's "[MS-OXPROPS]: Exchange Server Protocols Master Property List".</summary>
internal static class MapiPropertySets
{
    public static readonly Guid PublicStrings = new("00020329-0000-0000-C000-000000000046");
    public static readonly Guid InternetHeaders = new("00020386-0000-0000-C000-000000000046");
    public static readonly Guid Appointment = new("00062002-0000-0000-C000-000000000046");
    public static readonly Guid Task = new("00062003-0000-0000-C000-000000000046");
    public static readonly Guid Address = new("00062004-0000-0000-C000-000000000046");
    public static readonly Guid Common = new("00062008-0000-0000-C000-000000000046");
    public static readonly Guid Log = new("0006200A-0000-0000-C000-000000000046");
    public static readonly Guid Note = new("0006200E-0000-0000-C000-000000000046");
    public static readonly Guid Sharing = new("00062040-0000-0000-C000-000000000046");
    public static readonly Guid PostRss = new("00062041-0000-0000-C000-000000000046");
    public static readonly Guid Meeting = new("6ED8DA90-450B-101B-98DA-00AA003F1305");

    private static readonly Dictionary<string, Guid> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PS_PUBLIC_STRINGS"] = PublicStrings,
        ["PS_INTERNET_HEADERS"] = InternetHeaders,
        ["PSETID_Appointment"] = Appointment,
        ["PSETID_Task"] = Task,
        ["PSETID_Address"] = Address,
        ["PSETID_Common"] = Common,
        ["PSETID_Log"] = Log,
        ["PSETID_Note"] = Note,
        ["PSETID_Sharing"] = Sharing,
        ["PSETID_PostRss"] = PostRss,
        ["PSETID_Meeting"] = Meeting,
    };

    /// <summary>A set by its name or by its GUID in braces, or null.</summary>
    public static Guid? Find(string text) => text switch
    {
        _ when ByName.TryGetValue(text, out Guid known) => known,
        _ when Guid.TryParseExact(text, "B", out Guid set) => set,
        _ => null,
    };

    /// <summary>Name of a set, or its GUID in braces.</summary>
    public static string NameOf(Guid set) => ByName.FirstOrDefault(pair => pair.Value == set).Key ?? set.ToString("B");
}
