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

    public readonly bool Equals(SessionKey other) => ((ReadOnlySpan<long>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is SessionKey other && Equals(other);

    // Any eight bytes of a digest are as good as random.
    public override readonly int GetHashCode() => this[0].GetHashCode();
}
