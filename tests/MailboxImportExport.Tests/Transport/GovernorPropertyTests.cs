using System.Threading.Tasks;
using FsCheck.Xunit;

namespace MailboxImportExport.Tests.Transport;

/// <summary>Many callers, chance answers and a clock of its own: what must hold whatever happens.</summary>
public sealed class GovernorPropertyTests
{
    [Property(Arbitrary = [typeof(ManyChoices)], Replay = ManyChoices.Replay, MaxTest = 40, QuietOnSuccess = true)]
    public Task KeepsEveryLimitWhateverHappens(Choices choices) => new GovernedCallers(choices.Begin()).RunAsync();
}
