using System.Globalization;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.Passwords;
using Members.Secrets;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.Passwords;

/// <summary>What pages say of a password while it is typed.</summary>
/// <param name="Level">0 when it would be refused; from 1, it will do, to 3, a very good one.</param>
/// <param name="Text">What to say.</param>
internal sealed record PasswordAdviceAnswer(int Level, string Text);

/// <summary>
/// Judges what is being typed as a new password by the rules that it will be checked with. It is not stored and not logged, and how often
/// a network asks is limited apart from what else it does: typing must not use up what sending takes.
/// </summary>
internal static class PasswordAdvice
{
    // What is beyond guessing grows with each character (NIST SP 800-63B-4, appendix A).
    private const int GoodLength = 12, VeryGoodLength = 16;

    public static void Map(RouteGroupBuilder group) => group.MapPost("/password-advice", Judge);

    private static async Task<IResult> Judge(
        HttpContext context, IGrainFactory grains, CallLimits limits, SiteLanguage site, IStringLocalizer<PageTexts> texts)
    {
        using var lease = limits.Acquire($"{CallLimits.NetworkOf(context)} advice");
        if (!lease.IsAcquired)
        {
            return Problem.TooMany(CallLimits.WaitOf(lease));
        }

        var form = context.Request.Form;
        CultureInfo.CurrentUICulture = PageLanguages.Of(context, await site.Read());
        if (!PlainPassword.TryParse(form["password"], out var password))
        {
            return Answer(0, texts["PasswordEmpty"]);
        }

        var owner = EmailAddress.TryParse(form["email"], out var email) ? email : null;
        var broken = await grains.GetGrain<IPasswordAdviceGrain>(0).Judge(password, owner);
        return broken is not null
            ? Answer(0, texts.OfPassword(broken))
            : password.Length switch
            {
                >= VeryGoodLength => Answer(3, texts["PasswordVeryGood"]),
                >= GoodLength => Answer(2, texts["PasswordGood"]),
                _ => Answer(1, texts["PasswordFair"]),
            };
    }

    private static IResult Answer(int level, string text) =>
        TypedResults.Json(new PasswordAdviceAnswer(level, text), GatewayJson.Default.PasswordAdviceAnswer);
}
