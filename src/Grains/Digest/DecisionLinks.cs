using System.Buffers.Binary;
using System.Security.Cryptography;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Digest;

/// <summary>What a link in a mail to an approver opens.</summary>
/// <param name="Approver">To whom it was mailed.</param>
/// <param name="Application">The applicant.</param>
/// <param name="Number">Which application of theirs.</param>
[GenerateSerializer, Immutable, Alias("members.DecisionLink")]
internal sealed record DecisionLink(Guid Approver, Guid Application, int Number);

/// <summary>
/// The tokens of the links in mails to approvers. Nothing of them is stored: the token names the approver, the application and the end
/// of its time, and its last 24 bytes are a keyed hash of that (RFC 2104) under a key that only silos read.
/// </summary>
internal static class DecisionLinks
{
    /// <summary>For how long a link is good: a mail of the evening is good all through the next day.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(30);

    private const int NumberSize = 4, ExpirySize = 4, SecretSize = 32, MacAt = NumberSize + ExpirySize;

    /// <summary>Makes the token of a link.</summary>
    public static OpaqueToken Make(TokenKey key, DecisionLink link, DateTimeOffset now) =>
        Make(key, link, (uint)(now + Lifetime).ToUnixTimeSeconds());

    /// <summary>What a token opens.</summary>
    /// <returns>Refused: <c>TokenInvalid</c>, <c>TokenExpired</c>.</returns>
    public static Outcome<DecisionLink> Read(TokenKey? key, OpaqueToken token, DateTimeOffset now)
    {
        var link = new DecisionLink(token.Id, token.Owner, BinaryPrimitives.ReadInt32BigEndian(token.Secret));
        var expiry = BinaryPrimitives.ReadUInt32BigEndian(token.Secret[NumberSize..]);
        if (key is null || token.Purpose != TokenPurpose.Decision || !TokenDigest.Of(Make(key, link, expiry)).Matches(token))
        {
            return new Refusal.TokenInvalid(TokenFate.Unknown);
        }

        return now < DateTimeOffset.FromUnixTimeSeconds(expiry) ? link : new Refusal.TokenExpired();
    }

    private static OpaqueToken Make(TokenKey key, DecisionLink link, uint expiry)
    {
        Span<byte> message = stackalloc byte[1 + 16 + 16 + MacAt];
        message[0] = (byte)TokenPurpose.Decision;
        link.Approver.TryWriteBytes(message[1..]);
        link.Application.TryWriteBytes(message[17..]);
        BinaryPrimitives.WriteInt32BigEndian(message[33..], link.Number);
        BinaryPrimitives.WriteUInt32BigEndian(message[37..], expiry);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, message, mac);
        Span<byte> secret = stackalloc byte[SecretSize];
        message[33..].CopyTo(secret);
        mac[..(SecretSize - MacAt)].CopyTo(secret[MacAt..]);
        return OpaqueToken.Create(TokenPurpose.Decision, link.Application, link.Approver, secret);
    }
}
