using Members.Import;
using Members.Outcomes;
namespace Members.Grains.Passwords;
internal static class StubForeign
{
    public static Task<Outcome<PasswordDigest>> Adopt(this IPasswordHashing hashing, PortableHash hash, HashRequest request)
        => Task.FromResult<Outcome<PasswordDigest>>(new PasswordDigest(BcryptScheme.ForeignName, "fixed", hash.Reveal()));
    public static Violation? Inspect(this IPasswordHashing hashing, PortableHash hash) => null;
    public static PortableHash? ToPortable(this PasswordDigest digest) => PortableHash.TryParse(digest.Hash, out var h) ? h : null;
}
