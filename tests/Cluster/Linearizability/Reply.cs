using System.Text.Json;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>What came back from a request, read as the result of an operation.</summary>
/// <param name="Result">The result; null when the request certainly was not carried out, and may be sent again.</param>
/// <param name="Id">The member's id, when the answer tells it.</param>
internal readonly record struct Reply(Result? Result, Guid? Id = null)
{
    public static Reply NotExecuted => default;

    public static Reply Unknown => new(Linearizability.Result.Unknown);

    public static Reply To(Plan plan, int status, string body) => (plan.Kind, status, Code(status, body)) switch
    {
        (_, 200, _) => new Reply(Linearizability.Result.Ok, MemberOf(body)),
        (OperationKind.Register or OperationKind.Change, 409, "EMAIL_ALREADY_EXISTS") => new Reply(Linearizability.Result.Taken),
        (OperationKind.Login, 401, "INVALID_CREDENTIALS") => new Reply(Linearizability.Result.No),
        (OperationKind.Login, 403, "MEMBER_BLOCKED") => new Reply(Linearizability.Result.Blocked),

        // Of a member whose registration was acknowledged, this tells of a loss: which is for the checker to say.
        (OperationKind.Change or OperationKind.Block, 404, "MEMBER_NOT_FOUND") => new Reply(Linearizability.Result.No),
        (_, 429, _) => NotExecuted,
        (_, >= 500, _) => Unknown,
        _ => throw new UnexpectedAnswerException($"{plan.Kind} was answered with {status}: {body}"),
    };

    private static string? Code(int status, string body) =>
        status is >= 400 and < 500 && JsonSerializer.Deserialize<JsonElement>(body).TryGetProperty("code", out var code) ? code.GetString() : null;

    private static Guid? MemberOf(string body) =>
        JsonSerializer.Deserialize<JsonElement>(body).TryGetProperty("member", out var member) ? member.GetProperty("id").GetGuid() : null;
}

/// <summary>An answer that the contract does not allow here: the test or the product is wrong, and the run stops.</summary>
internal sealed class UnexpectedAnswerException(string message) : Exception(message);
