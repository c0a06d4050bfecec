using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Tests.Mail;

/// <summary>Builds a mail of a few properties.</summary>
internal sealed class MapiPropertyBagBuilder(params MapiProperty[] properties)
{
    private PropertyBag _bag = new(properties);

    public MessageContent Message => new() { Properties = _bag };

    public void Add(MapiProperty property) => _bag = _bag.With(property);

    public MessageContent With(MapiProperty property) => new() { Properties = _bag.With(property) };
}
