using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of loginV2.</summary>
internal sealed record IamLoginRequest(LoginId? LoginId, string? Password);

/// <summary><c>loginV2</c>: to the right password of a pending member it answers that the owner's approval is missing.</summary>
internal static class IamLogin
{
    public static async Task<Results<Ok<StateMachineAnswer>, Problem>> Handle(
        IamLoginRequest request, HttpContext context, PasswordCheck passwords, CancellationToken cancellationToken)
    {
        var outcome = await passwords.Try(new(request.LoginId?.Email, request.Password), context, cancellationToken);
        return outcome.Succeeded ? StateMachineAnswer.In(outcome.Value.SessionTicket, outcome.Value.Member) : StateMachineAnswer.Of(outcome.Refusal);
    }
}
