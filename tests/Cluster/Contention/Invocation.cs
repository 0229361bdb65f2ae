using Members.Tests.Cluster.Linearizability;

namespace Members.Tests.Cluster.Contention;

/// <summary>An operation to carry out. Blocking and approving name either an account or an address.</summary>
internal sealed record Invocation(OperationKind Kind, int? Address, Account? Account)
{
    public static Invocation Login(int address, Account account) => new(OperationKind.Login, address, account);

    public static Invocation Find(int address) => new(OperationKind.Find, address, null);
}

/// <summary>What an answer says.</summary>
/// <param name="Result">The result; null when the request certainly had no effect and may be sent again.</param>
/// <param name="Id">The member's id, when the answer tells it.</param>
/// <param name="Found">The number of the member that was found.</param>
internal readonly record struct Reply(Result? Result, Guid? Id = null, int? Found = null)
{
    public static Reply NotExecuted => default;

    public static Reply Unknown => new(Linearizability.Result.Unknown);
}

/// <summary>Carries out operations.</summary>
internal interface IMembers
{
    /// <summary>Carries out an operation. The turn counts a client's requests, so that they go round the gateways.</summary>
    Task<Reply> Send(int turn, Invocation invocation, CancellationToken cancellation);
}
