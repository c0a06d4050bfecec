using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access.Service;

/// <summary>
/// The report, which may be published: statuses, codes, names of headers and properties, and seconds. What is written is on the list below;
/// nothing of an answer gets into it by being there.
/// </summary>
internal static class ServiceReport
{
    private const int LongestCode = 80;

    /// <summary>A code as it may be shown: a code is a word; anything else is kept back.</summary>
    public static string? Code(string? code) => code is null
        ? null
        : code.Length <= LongestCode && code.All(static c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? code : "(not a code)";

    public static void Write(string path, IReadOnlyList<MailboxServiceFinding> findings, string apiVersion, DateTimeOffset time)
    {
        try
        {
            using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None);
            using Utf8JsonWriter json = new(file, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            json.WriteString("date", time.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("apiVersion", apiVersion);
            json.WriteStartArray("findings");
            foreach (MailboxServiceFinding finding in findings)
            {
                Write(json, finding);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ReportNotWritable(path, e);
        }
    }

    private static void Write(Utf8JsonWriter json, MailboxServiceFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("question", finding.Question);
        json.WriteString("call", finding.Call);
        json.WriteBoolean("wasRun", finding.WasRun);
        if (finding.StatusCode is int status)
        {
            json.WriteNumber("status", status);
        }

        json.WriteString("code", finding.ServiceCode);
        json.WriteNumber("seconds", finding.Seconds);
        json.WriteString("answer", finding.Answer);
        WriteNames(json, "properties", finding.Properties);
        WriteNames(json, "headers", finding.Headers);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> names)
    {
        json.WriteStartArray(name);
        foreach (string one in names)
        {
            json.WriteStringValue(one);
        }

        json.WriteEndArray();
    }
}
