using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of loginV2.</summary>
internal sealed record IamLoginRequest(LoginId? LoginId, string? Password);

/// <summary><c>loginV2</c>. A pending member with the right password is told that the owner's approval is missing.</summary>
internal static class IamLoginEndpoint
{
    public static async Task<Results<Ok<StateMachineAnswer>, Problem>> Handle(
        IamLoginRequest request, HttpContext context, PasswordLogin login, CancellationToken cancellationToken)
    {
        var outcome = await login.LogIn(new(request.LoginId?.Email, request.Password), context, cancellationToken);
        return outcome.Succeeded
            ? StateMachineAnswer.LoggedIn(outcome.Value.SessionTicket, outcome.Value.Member)
            : StateMachineAnswer.Of(outcome.Refusal);
    }
}
