using System.Security.Cryptography;
using System.Text;

namespace Members.Accounts;

/// <summary>Makes member ids.</summary>
public static class MemberId
{
    /// <summary>A new random id, which reveals neither when nor by whom it was made.</summary>
    public static Guid New() => new(RandomNumberGenerator.GetBytes(16));

    /// <summary>
    /// The id of a registration with an idempotency key. Repeating the call reaches the same grain, which knows that it has done the
    /// work already (contract I12).
    /// </summary>
    /// <param name="caller">Who called, so that two callers can use the same key.</param>
    /// <param name="idempotencyKey">The key as sent.</param>
    public static Guid ForRegistration(string caller, string idempotencyKey) => Derive("register", $"{caller}\n{idempotencyKey}");

    /// <summary>An id derived from a text: the first 16 bytes of the SHA-256 of its use and the text.</summary>
    internal static Guid Derive(string use, string text) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"members/{use}\n{text}")).AsSpan(0, 16));
}
