using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Edge;
using Members.Gateway.Errors;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.SignUp;

/// <summary>
/// Takes the form of the sign-up page and does what register does. What it does against bots refuses no person: a form with a filled trap
/// is dropped, and one that was too fast is shown again.
/// </summary>
internal sealed class SignUpSubmission(
    IGrainFactory grains, TokenReader tokens, OwnForms forms, CallLimits limits, AuthorizationAudit audit, DroppedSignUps dropped,
    RenderedTimes times, TimeProvider clock)
{
    private const string Again =
        "Please look the form over and send it again: it was open for a moment only, or for too long. What you typed is still here; "
        + "only the password must be typed again.";

    public async Task<IResult> Handle(HttpContext context, CancellationToken cancellationToken)
    {
        context.Request.RequireForm();
        if (forms.Refuse(context) is { } foreign)
        {
            return foreign;
        }

        var sent = await context.Request.ReadFormAsync(cancellationToken);
        if (sent["extra"].ToString().Length > 0)
        {
            dropped.Add();
            return new SeeOther("sign-up/received");
        }

        var form = await SignUpForm.Read(TypedSignUp.Of(sent), grains, clock);
        if (limits.Refuse(context) is { } wait)
        {
            audit.Denied(context, Problem.TooMany(wait));
            return SignUpRefusals.Show(form, new Refusal.TooManyRequests(wait));
        }

        if (!await times.IsGood(form.Typed.Rendered))
        {
            return await (form with { Status = StatusCodes.Status400BadRequest, Message = Again }).Stamp(times);
        }

        var request = Request(form, sent["password"].ToString(), sent["code"].ToString());
        var outcome = await RegisterEndpoint.Execute(request, context, grains, tokens, cancellationToken);
        return outcome.Succeeded ? Leave(outcome.Value) : SignUpRefusals.Show(form, outcome.Refusal);
    }

    private static RegisterRequest Request(SignUpForm form, string password, string code)
    {
        var typed = form.Typed;
        return new(typed.Email, password, typed.Language is { } language ? new ContactInfoBody(Locale: language) : null, null)
        {
            EmailVerification = typed.Verification is { } verification ? new(verification, code) : null,
            Answers = TypedAnswers.Json(typed, form.Site.Form),
            Invitation = typed.Invitation.Length > 0 ? typed.Invitation : null,
        };
    }

    // A success leads to a page of its own: going back or reloading sends nothing again. The ticket is left unused: whoever has just
    // chosen a password logs in with it where the site's members do.
    private static SeeOther Leave(Registered done) => done switch
    {
        { SessionTicket: not null } => new("sign-up/done"),
        { ApplicationToken: { } token } => new($"application?token={token.Reveal()}"),
        _ => new("sign-up/received"),
    };
}
