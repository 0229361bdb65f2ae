using System.Security.Cryptography;
using Members.ApiKeys;
using Members.Secrets;

namespace Members.Gateway.Access;

/// <summary>
/// Lets a command of the operator call the API of a process that it has started for itself on the data directory. Whoever may open that
/// directory owns its data. The secret is in the memory of that one process and is never stored.
/// </summary>
/// <param name="secret">The secret; null in a process that serves.</param>
internal sealed class OperatorAccess(ApiKeySecret? secret = null)
{
    private readonly byte[]? _digest = secret?.Digest();

    /// <summary>The operator, if it is their secret.</summary>
    public Caller.Key? Find(ApiKeySecret? presented) =>
        _digest is not null && presented is not null && CryptographicOperations.FixedTimeEquals(_digest, presented.Digest())
            ? new Caller.Key(ApiKeySecret.OperatorKey, ScopeSet.All)
            : null;
}
