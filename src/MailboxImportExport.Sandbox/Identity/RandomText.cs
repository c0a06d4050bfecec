using System.Buffers.Text;
using System.Security.Cryptography;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>Makes secrets.</summary>
internal static class RandomText
{
    private const int Length = 30;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));
}
