using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Writes what PowerShell holds as JSON: tables and objects by their properties, enums as numbers, the rest as text below the depth.</summary>
internal static class JsonValueWriter
{
    internal static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        object? plain = ObjectProperties.Unwrap(value);
        if (plain is null)
        {
            writer.WriteNullValue();
        }
        else if (!TryWriteScalar(writer, plain))
        {
            WriteStructure(writer, plain, depth);
        }
    }

    private static bool TryWriteScalar(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case bool flag:
                writer.WriteBooleanValue(flag);
                return true;
            case SwitchParameter flag:
                writer.WriteBooleanValue(flag);
                return true;
            case Enum number:
                writer.WriteNumberValue(Convert.ToInt64(number, CultureInfo.InvariantCulture));
                return true;
            case double or float or decimal or byte or sbyte or short or ushort or int or uint or long or ulong:
                writer.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType()));
                return true;
            case DateTime or DateTimeOffset:
                writer.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType()));
                return true;
            case string or char or Guid or Uri or Version or TimeSpan:
                writer.WriteStringValue(value.ToString());
                return true;
            default:
                return false;
        }
    }

    private static void WriteStructure(Utf8JsonWriter writer, object value, int depth)
    {
        if (depth < 0)
        {
            writer.WriteStringValue(value.ToString());
            return;
        }

        if (value is IEnumerable list and not IDictionary)
        {
            writer.WriteStartArray();
            foreach (object? item in list)
            {
                Write(writer, item, depth - 1);
            }

            writer.WriteEndArray();
            return;
        }

        writer.WriteStartObject();
        WriteProperties(writer, value, depth);
        writer.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter writer, object value, int depth)
    {
        if (value is IDictionary table)
        {
            foreach (DictionaryEntry entry in table)
            {
                writer.WritePropertyName(entry.Key.ToString() ?? string.Empty);
                Write(writer, entry.Value, depth - 1);
            }

            return;
        }

        foreach (PSPropertyInfo property in PSObject.AsPSObject(value).Properties)
        {
            writer.WritePropertyName(property.Name);
            Write(writer, property.Value, depth - 1);
        }
    }
}
