using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity.SignIn;

/// <summary>The users in front of their browsers, and the sign-ins they have begun. A test acts for them.</summary>
internal sealed class SignIns
{
    private readonly ConcurrentDictionary<string, DeviceCode> _devices = new();
    private readonly ConcurrentDictionary<string, AuthorizationCode> _codes = new();
    private readonly ConcurrentDictionary<string, bool> _redeemed = new();
    private readonly ConcurrentDictionary<string, RefreshToken> _refreshTokens = new();
    private readonly ConcurrentDictionary<string, bool> _revoked = new();
    private readonly ConcurrentQueue<int> _refusals = new();

    /// <summary>Who signs in when a browser or another device asks somebody to; null for nobody, so that sign-ins stay pending.</summary>
    public SandboxUser? User { get; set; }

    /// <summary>The codes that users have been asked to type in and that are still pending.</summary>
    public IReadOnlyList<string> PendingUserCodes
        => [.. _devices.Values.Where(static device => device.State == DeviceCodeState.Pending).Select(static device => device.UserCode)];

    /// <summary>Signs a user in on another device.</summary>
    public void Approve(string userCode, SandboxUser user)
    {
        DeviceCode device = Device(userCode);
        device.User = user;
        device.State = DeviceCodeState.Approved;
    }

    /// <summary>Lets the user refuse on another device.</summary>
    public void Decline(string userCode) => Device(userCode).State = DeviceCodeState.Declined;

    /// <summary>Refuses the next sign-ins and token requests with a number of the sign-in service, such as 53003.</summary>
    public void Refuse(int number, int times = 1)
    {
        for (int index = 0; index < times; index++)
        {
            _refusals.Enqueue(number);
        }
    }

    /// <summary>Revokes the refresh tokens of a user, as a change of the password does.</summary>
    public void Revoke(SandboxUser user)
    {
        foreach (KeyValuePair<string, RefreshToken> token in _refreshTokens.Where(token => token.Value.User.ObjectId == user.ObjectId))
        {
            _revoked[token.Key] = true;
        }
    }

    internal void ThrowIfRefused()
    {
        if (_refusals.TryDequeue(out int number))
        {
            throw EntraErrors.Of(number);
        }
    }

    internal void Add(DeviceCode device) => _devices[device.Code] = device;

    internal DeviceCode? FindDevice(string code) => _devices.GetValueOrDefault(code);

    internal string Add(AuthorizationCode code) => Add(_codes, code);

    /// <summary>The code; null when it is not known. It can be had once.</summary>
    internal AuthorizationCode? Take(string code)
    {
        if (!_codes.TryRemove(code, out AuthorizationCode? found))
        {
            return null;
        }

        _redeemed[code] = true;
        return found;
    }

    internal bool IsRedeemed(string code) => _redeemed.ContainsKey(code);

    internal string Add(RefreshToken token) => Add(_refreshTokens, token);

    internal RefreshToken? FindRefreshToken(string token) => _refreshTokens.GetValueOrDefault(token);

    internal bool IsRevoked(string refreshToken) => _revoked.ContainsKey(refreshToken);

    internal void RevokeToken(string refreshToken) => _revoked[refreshToken] = true;

    private static string Add<T>(ConcurrentDictionary<string, T> all, T value)
    {
        string key = $"0.{RandomText.Create()}";
        all[key] = value;
        return key;
    }

    private DeviceCode Device(string userCode)
        => _devices.Values.FirstOrDefault(device => string.Equals(device.UserCode, userCode, StringComparison.OrdinalIgnoreCase))
            ?? throw new KeyNotFoundException($"There is no user code '{userCode}'.");
}
