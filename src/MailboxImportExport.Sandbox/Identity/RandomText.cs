using System.Buffers.Text;
using System.Security.Cryptography;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>Makes secrets.</summary>
internal static class RandomText
{
    private const int Length = 30;
    private const int UserCodeLength = 9;

    // Without letters and digits that look alike: a person types it in.
    private const string UserCodeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));

    public static string CreateUserCode() => RandomNumberGenerator.GetString(UserCodeLetters, UserCodeLength);
}
