namespace MailboxImportExport.Sandbox.Identity.SignIn;

/// <summary>How far a sign-in on another device is.</summary>
internal enum DeviceCodeState
{
    Pending,
    Approved,
    Declined,

    /// <summary>Its tokens have been given out: it is good for nothing more.</summary>
    Redeemed,
}
