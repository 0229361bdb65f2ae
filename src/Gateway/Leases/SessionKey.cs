using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Members.Secrets;

namespace Members.Gateway.Leases;

/// <summary>The digest of a session's token, by which an answer is remembered: the token itself is not.</summary>
[InlineArray(SHA256.HashSizeInBytes / sizeof(long))]
internal struct SessionKey : IEquatable<SessionKey>
{
    private long _first;

    public static SessionKey Of(OpaqueToken token)
    {
        var key = default(SessionKey);
        token.WriteDigest(MemoryMarshal.AsBytes((Span<long>)key));
        return key;
    }

    // In constant time, as digests are compared everywhere.
    public readonly bool Equals(SessionKey other) =>
        ((this[0] ^ other[0]) | (this[1] ^ other[1]) | (this[2] ^ other[2]) | (this[3] ^ other[3])) == 0;

    public override readonly bool Equals(object? obj) => obj is SessionKey other && Equals(other);

    // Any eight bytes of a digest are as good as random.
    public override readonly int GetHashCode() => this[0].GetHashCode();
}
