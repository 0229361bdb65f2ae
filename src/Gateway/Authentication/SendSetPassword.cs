using Members.Gateway.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of sendSetPasswordEmail.</summary>
internal sealed record SendSetPasswordEmailRequest(string? Email, bool HideIgnoreMessage = false);

/// <summary>The answer: the request was accepted, which does not say whether there is such a member.</summary>
internal sealed record SendSetPasswordEmailAnswer(bool Accepted);

/// <summary><c>sendSetPasswordEmail</c> (contract, section 1).</summary>
internal static class SendSetPassword
{
    // A known address costs a commit that an unknown one does not. Both answer at the same moment.
    private static readonly TimeSpan AnswerAfter = TimeSpan.FromMilliseconds(100);

    public static async Task<Results<Ok<SendSetPasswordEmailAnswer>, Problem>> Handle(
        SendSetPasswordEmailRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new Reading();
        var email = read.Email(request.Email, "email");
        if (!read.Succeeded)
        {
            return Problem.Invalid(read.Violations);
        }

        var pause = Task.Delay(AnswerAfter, TimeProvider.System, cancellationToken);
        var member = await grains.MemberOrPhantom(email);
        await member.SendSetPasswordEmail(email, request.HideIgnoreMessage);
        await pause;
        return TypedResults.Ok(new SendSetPasswordEmailAnswer(true));
    }
}
