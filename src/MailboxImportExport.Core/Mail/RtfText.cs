using System;
using System.Text;
using MailboxImportExport.FastTransfer;

namespace MailboxImportExport.Mail;

/// <summary>Collects text that comes as bytes of changing code pages; characters of several bytes are put together.</summary>
internal sealed class RtfText
{
    private readonly StringBuilder _text = new();
    private byte[] _bytes = new byte[256];
    private int _count;
    private int _codePage = CodePages.Western;

    public void Append(byte value, int codePage)
    {
        if (codePage != _codePage)
        {
            Flush();
            _codePage = codePage;
        }

        if (_count == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        _bytes[_count++] = value;
    }

    public void Append(string characters)
    {
        Flush();
        _text.Append(characters);
    }

    public override string ToString()
    {
        Flush();
        return _text.ToString();
    }

    private void Flush()
    {
        if (_count > 0)
        {
            _text.Append(CodePages.Get(_codePage).GetString(_bytes, 0, _count));
            _count = 0;
        }
    }
}
