using System;
using System.Text.Json;

namespace MailboxImportExport.Graph.Export;

/// <summary>Follows the JSON of an exportItems answer and collects the small fields of each entry.</summary>
internal sealed class EntryBuilder : IDisposable
{
    // { value: [ { entry
    private const int EntryDepth = 2;
    private const int ErrorDepth = 3;

    private ExportEntry? _content;
    private string? _itemId;
    private string? _changeKey;
    private string? _errorCode;
    private string? _errorMessage;
    private bool _inValue;
    private bool _hasError;
    private string _topName = string.Empty;
    private string _entryName = string.Empty;
    private string _errorName = string.Empty;

    /// <summary>Whether the outermost object has ended.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Takes a token.</summary>
    public ExportAnswerReader.Step Feed(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                return Name(ref reader);
            case JsonTokenType.StartArray when reader.CurrentDepth == 1:
                _inValue = Is(_topName, "value");
                break;
            case JsonTokenType.EndArray when reader.CurrentDepth == 1:
                _inValue = false;
                break;
            case JsonTokenType.EndObject when _inValue && reader.CurrentDepth == EntryDepth:
                return ExportAnswerReader.Step.EntryEnd;
            case JsonTokenType.EndObject when reader.CurrentDepth == 0:
                IsWhole = true;
                break;
            case JsonTokenType.StartObject when _inValue && reader.CurrentDepth == ErrorDepth && Is(_entryName, "error"):
                _hasError = true;
                break;
            case JsonTokenType.String when _inValue:
                Text(ref reader);
                break;
        }

        return ExportAnswerReader.Step.NeedMore;
    }

    public void SetContent(ExportEntry content)
    {
        _content?.Large?.Dispose();
        _content = content;
    }

    /// <summary>The entry that has just ended.</summary>
    public ExportEntry Take()
    {
        ExportEntry entry = new()
        {
            ItemId = _itemId,
            ChangeKey = _changeKey,
            ErrorCode = _hasError ? _errorCode ?? "Unknown" : null,
            ErrorMessage = _errorMessage,
            HasContent = _content is not null,
            Length = _content?.Length ?? 0,
            Sha256 = _content?.Sha256 ?? [],
            Small = _content?.Small ?? default,
            Large = _content?.Large,
        };
        _content = null;
        _itemId = _changeKey = _errorCode = _errorMessage = null;
        _hasError = false;
        return entry;
    }

    public void Dispose() => _content?.Large?.Dispose();

    private static bool Is(string name, string wanted) => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase);

    private ExportAnswerReader.Step Name(ref Utf8JsonReader reader)
    {
        string name = reader.GetString() ?? string.Empty;
        if (reader.CurrentDepth == 1)
        {
            _topName = name;
        }
        else if (_inValue && reader.CurrentDepth == EntryDepth + 1)
        {
            _entryName = name;
            return Is(name, "data") ? ExportAnswerReader.Step.Data : ExportAnswerReader.Step.NeedMore;
        }
        else if (_inValue && reader.CurrentDepth == ErrorDepth + 1)
        {
            _errorName = name;
        }

        return ExportAnswerReader.Step.NeedMore;
    }

    private void Text(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth == EntryDepth + 1)
        {
            _itemId = Is(_entryName, "itemId") ? reader.GetString() : _itemId;
            _changeKey = Is(_entryName, "changeKey") ? reader.GetString() : _changeKey;
        }
        else if (reader.CurrentDepth == ErrorDepth + 1 && Is(_entryName, "error"))
        {
            _errorCode = Is(_errorName, "code") ? reader.GetString() : _errorCode;
            _errorMessage = Is(_errorName, "message") ? reader.GetString() : _errorMessage;
        }
    }
}
