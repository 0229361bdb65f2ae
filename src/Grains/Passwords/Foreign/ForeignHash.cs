using System.Security.Cryptography;
using Members.Secrets;

namespace Members.Grains.Passwords.Foreign;

/// <summary>A password hash as another site stored it.</summary>
internal sealed class ForeignHash(HashSetting setting, byte[] digest)
{
    public HashSetting Setting => setting;

    /// <summary>What the algorithm made of the password.</summary>
    public byte[] Digest => digest;

    /// <summary>The canonical text: the same for every spelling of a hash.</summary>
    public string Text => setting.Write(digest);

    /// <summary>The canonical text with zeros in the digest's place. The same parser reads it.</summary>
    public string TextWithoutDigest => setting.Write(new byte[digest.Length]);

    /// <summary>Whether the hash is one of the password.</summary>
    public bool Matches(PlainPassword password) => Match(password) is not null;

    /// <summary>The form of the password that the hash is of; null when it is of none.</summary>
    public MatchedPassword? Match(PlainPassword password) => TypedForms.Match(
        password, setting, text => CryptographicOperations.FixedTimeEquals(setting.Digest(text), digest));

    /// <summary>Never the hash.</summary>
    public override string ToString() => $"ForeignHash({setting.Scheme})";
}
