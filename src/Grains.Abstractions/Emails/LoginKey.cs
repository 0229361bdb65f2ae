using System.Security.Cryptography;
using System.Text;
using Members.Accounts;

namespace Members.Emails;

/// <summary>
/// The key of the <see cref="ILoginIndexGrain"/> that decides who holds an address: <c>e:</c> and the lower-case
/// hexadecimal SHA-256 of the site and the canonical address.
/// </summary>
/// <remarks>
/// Never the address itself: the storage provider reads a key such as <c>beef+news@example.com</c> as a hexadecimal
/// number, so that different mailboxes would share one row, and a key ends up in logs and traces. The colon keeps the
/// digest from being read as a number too.
/// </remarks>
public readonly record struct LoginKey
{
    /// <summary>The only site there is today; part of every key so that more can come without new identities.</summary>
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
    /// A member id that no member has, always the same for an address: a login of an unknown address is sent there, so
    /// that it costs what the login of a member costs and cannot be told from one by its time.
    /// </summary>
    public Guid PhantomMember() => MemberId.Derive("phantom", Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
