namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// What crypt(3) calls the setting: everything of a password hash but the digest, so the algorithm, its costs and the salt.
/// </summary>
internal abstract class HashSetting
{
    /// <summary>The scheme of a stored digest of this family (<see cref="PasswordDigest.Scheme"/>).</summary>
    public abstract string Scheme { get; }

    /// <summary>Whether guessing is slow enough to keep the digest as it is. One that is not is wrapped.</summary>
    public abstract bool IsSlow { get; }

    /// <summary>Whether the software that makes these hashes takes away spaces around the password first.</summary>
    public virtual bool IgnoresSpacesAround => false;

    /// <summary>How many bytes of a password in UTF-8 the digest depends on; null for all.</summary>
    public virtual int? MostBytes => null;

    /// <summary>The digest of a password.</summary>
    public abstract byte[] Digest(string password);

    /// <summary>The canonical text of a hash with the setting.</summary>
    public abstract string Write(byte[] digest);
}
