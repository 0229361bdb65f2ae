using System.Security.Cryptography;
using System.Text;

namespace Members.Accounts;

/// <summary>How member ids are made.</summary>
public static class MemberId
{
    /// <summary>A new random id, which says nothing about when or by whom it was made.</summary>
    public static Guid New() => new(RandomNumberGenerator.GetBytes(16));

    /// <summary>
    /// The id of a registration that the caller named with an idempotency key: repeating the call reaches the same
    /// grain, which then knows that it has already done the work (contract I12).
    /// </summary>
    /// <param name="caller">Who called, so that one caller's keys cannot meet another's.</param>
    /// <param name="idempotencyKey">The key as sent.</param>
    public static Guid ForRegistration(string caller, string idempotencyKey) => Derive("register", $"{caller}\n{idempotencyKey}");

    /// <summary>An id that follows from a text: the first 16 bytes of a SHA-256 over what it is for and the text.</summary>
    internal static Guid Derive(string use, string text) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"members/{use}\n{text}")).AsSpan(0, 16));
}
