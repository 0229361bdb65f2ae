namespace Members.Grains.Passwords;

/// <summary>A stored password hash.</summary>
/// <param name="Scheme">The algorithm, such as <see cref="BcryptScheme.Name"/>.</param>
/// <param name="Key">The id of the key that went into it.</param>
/// <param name="Hash">The text of the scheme, which includes its costs and salt.</param>
[GenerateSerializer, Immutable, Alias("members.PasswordDigest")]
internal sealed record PasswordDigest(string Scheme, string Key, string Hash) : Extensible
{
    /// <summary>Whether it is of a scheme that versions before the import know nothing of.</summary>
    public bool IsOfOtherSite() => Scheme is not (BcryptScheme.Name or BcryptScheme.ForeignName);

    /// <summary>Never the hash.</summary>
    public override string ToString() => $"PasswordDigest({Scheme}, {Key})";
}
