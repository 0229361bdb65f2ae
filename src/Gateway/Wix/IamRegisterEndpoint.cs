using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of registerV2.</summary>
internal sealed record IamRegisterRequest(LoginId? LoginId, string? Password, IdentityProfile? Profile);

/// <summary><c>registerV2</c>.</summary>
internal static class IamRegisterEndpoint
{
    public static async Task<Results<Ok<StateMachineAnswer>, Problem>> Handle(
        IamRegisterRequest request, HttpContext context, IGrainFactory grains, TokenReader tokens, CancellationToken cancellationToken)
    {
        var own = new RegisterRequest(
            request.LoginId?.Email, request.Password, request.Profile?.ToContact(), request.Profile?.PrivacyStatus);
        return StateMachineAnswer.Of(await RegisterEndpoint.Execute(own, context, grains, tokens, cancellationToken));
    }
}
