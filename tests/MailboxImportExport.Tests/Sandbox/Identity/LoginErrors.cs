using System.Linq;
using Shouldly;

namespace MailboxImportExport.Tests.Sandbox.Identity;

/// <summary>Checks refusals of the sign-in service.</summary>
internal static class LoginErrors
{
    public static void ShouldBeLoginError(this SandboxAnswer answer, string error, int number)
    {
        answer.Root.GetProperty("error").GetString().ShouldBe(error);
        answer.Root.GetProperty("error_codes").EnumerateArray().Single().GetInt32().ShouldBe(number);
        answer.Root.GetProperty("error_description").GetString()!.ShouldStartWith($"AADSTS{number}: ");
    }
}
