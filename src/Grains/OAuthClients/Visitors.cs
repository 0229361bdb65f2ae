using System.Buffers.Binary;
using System.Security.Cryptography;
using Members.Grains.Tokens;
using Members.OAuth;
using Members.Secrets;

namespace Members.Grains.OAuthClients;

/// <summary>
/// Tokens of visitors, of which nothing is stored: a token's id holds its expiry, and its secret is a keyed hash of the id. The key is
/// the client's, so the tokens end with the client.
/// </summary>
internal static class Visitors
{
    private const int IdSize = 16, ExpirySize = 8;

    /// <summary>Tokens for a new visitor, who is identified by eight random bytes.</summary>
    public static VisitorTokens Welcome(OAuthClientRecord client, ReadOnlySpan<byte> random, DateTimeOffset now, TimeSpan lifetime) => new(
        Make(client, TokenPurpose.Visitor, Id((now + lifetime).ToUnixTimeSeconds(), random)),
        Make(client, TokenPurpose.VisitorRefresh, Id(0, random)),
        lifetime);

    /// <summary>The visitor that a token belongs to; null when it is made up or has expired.</summary>
    public static LiveVisitor? Check(OAuthClientRecord client, OpaqueToken token, DateTimeOffset now)
    {
        if (token.Purpose is not (TokenPurpose.Visitor or TokenPurpose.VisitorRefresh)
            || !TokenDigest.Of(Make(client, token.Purpose, token.Id)).Matches(token))
        {
            return null;
        }

        Span<byte> id = stackalloc byte[IdSize];
        token.Id.TryWriteBytes(id);
        var visitor = Id(0, id[ExpirySize..]);
        if (token.Purpose == TokenPurpose.VisitorRefresh)
        {
            return new LiveVisitor(visitor, client.Id, null, client.DirectLogin);
        }

        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(id));
        return now < expiresAt ? new LiveVisitor(visitor, client.Id, expiresAt, client.DirectLogin) : null;
    }

    private static Guid Id(long expiry, ReadOnlySpan<byte> random)
    {
        Span<byte> id = stackalloc byte[IdSize];
        BinaryPrimitives.WriteInt64BigEndian(id, expiry);
        random.CopyTo(id[ExpirySize..]);
        return new Guid(id);
    }

    private static OpaqueToken Make(OAuthClientRecord client, TokenPurpose purpose, Guid id)
    {
        Span<byte> message = stackalloc byte[1 + IdSize + IdSize];
        message[0] = (byte)purpose;
        client.Id.TryWriteBytes(message[1..]);
        id.TryWriteBytes(message[(1 + IdSize)..]);
        Span<byte> secret = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(client.VisitorKey!.Bytes, message, secret);
        return OpaqueToken.Create(purpose, client.Id, id, secret);
    }
}
