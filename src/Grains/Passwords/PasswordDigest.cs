
namespace Members.Grains.Passwords;

/// <summary>A stored password hash.</summary>
/// <param name="Scheme">The algorithm, such as <see cref="BcryptScheme.Name"/>.</param>
/// <param name="Key">The id of the key that went into it.</param>
/// <param name="Hash">The bcrypt text, which includes its cost and salt.</param>
[GenerateSerializer, Immutable, Alias("members.PasswordDigest")]
internal sealed record PasswordDigest(string Scheme, string Key, string Hash) : Extensible
{
    /// <summary>Never the hash.</summary>
    public override string ToString() => $"PasswordDigest({Scheme}, {Key})";
}
