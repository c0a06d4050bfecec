using System.Linq;
using MailboxImportExport.Model.Mapi;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Model.Mapi;

public sealed class KnownPropertiesTests
{
    [Fact]
    public void AreCalledAsTheListOfCanonicalNamesCallsThem()
    {
        foreach ((string name, MapiPropertyId id) in typeof(KnownProperties).GetFields().Select(static f => (f.Name, (MapiPropertyId)f.GetValue(null)!)))
        {
            string prefix = id.Name switch { null => "PidTag", { Number: not null } => "PidLid", _ => "PidName" };
            CanonicalNames.Find(prefix + name).ShouldNotBeNull(name).Id.ShouldBe(id, name);
        }
    }
}
