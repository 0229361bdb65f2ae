using System.Security.Cryptography;
using System.Text;
using Members.Accounts;

namespace Members.Emails;

/// <summary>
/// The key of the <see cref="ILoginIndexGrain"/> that decides who holds an address: <c>e:</c> and the lower-case
/// hexadecimal SHA-256 of the site and the canonical address.
/// </summary>
/// <remarks>
/// Never the address itself, for two reasons. The storage provider parses a key such as <c>beef+news@example.com</c> as a
/// hexadecimal number, so different mailboxes would share one row; the colon prevents that for the digest. And keys end up
/// in logs and traces.
/// </remarks>
public readonly record struct LoginKey
{
    /// <summary>The only site so far. It is part of every key, so that sites can be added without changing existing keys.</summary>
    public const string DefaultSite = "default";

    private LoginKey(string value) => Value = value;

    /// <summary>The grain key.</summary>
    public string Value { get; }

    /// <summary>The key of an address on a site.</summary>
    public static LoginKey For(EmailAddress address, string site = DefaultSite)
    {
        ArgumentNullException.ThrowIfNull(address);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{site}\n{address.Canonical}"));
        return new LoginKey("e:" + Convert.ToHexStringLower(digest));
    }

    /// <summary>
    /// A member id that no member has, the same each time for an address. Logins of an unknown address are sent there, so that they
    /// cost as much as a member's and cannot be told apart by their timing.
    /// </summary>
    public Guid PhantomMember() => MemberId.Derive("phantom", Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
