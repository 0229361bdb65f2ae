using Members.Gateway.Pages;
using Members.Outcomes;
using Members.Settings;
using Members.SignUp;

namespace Members.Gateway.SignUp;

/// <summary>The sign-up page: the form, or once a code was mailed the form that asks for it.</summary>
/// <param name="Site">What the site asks.</param>
/// <param name="Typed">What was typed, which is kept.</param>
/// <param name="Mode">The site's door now.</param>
internal sealed record SignUpForm(SignUpSite Site, TypedSignUp Typed, SignupMode Mode) : IResult
{
    /// <summary>Why nobody was signed up, or that a code was mailed; null before anybody has tried.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Whether it was open for a moment only, or for too long, and is to be looked over.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether a code was mailed, and the form asks for that.</summary>
    public bool AsksForCode => Typed.Verification is not null;

    /// <summary>Whether it asks for an invitation.</summary>
    public bool AsksForInvitation => Mode == SignupMode.Invite || Typed.Invitation.Length > 0;

    /// <summary>The HTTP status.</summary>
    public int Status => IsStale ? StatusCodes.Status400BadRequest
        : Refusal is null or Refusal.EmailVerificationRequired ? StatusCodes.Status200OK
        : Refusal.Entry.Api.Error.Status;

    /// <summary>The form as the site has it now.</summary>
    public static async Task<SignUpForm> Read(TypedSignUp typed, HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var site = await SignUpSite.Read(grains);
        return Of(site, typed, context, clock.GetUtcNow());
    }

    /// <summary>The form of a site, in the language of the reader unless another was chosen.</summary>
    public static SignUpForm Of(SignUpSite site, TypedSignUp typed, HttpContext context, DateTimeOffset now) =>
        new(site, typed with { Language = typed.Language ?? LanguageOf(context, site) }, site.Policy.ModeAt(now));

    /// <summary>The same form, made now.</summary>
    public async Task<SignUpForm> Stamp(RenderedTimes times) => this with { Typed = Typed with { Rendered = await times.Now() } };

    /// <summary>The field that an input is for; null for one of the account.</summary>
    public FormField? FieldOf(string input) => Site.Form.Fields.FirstOrDefault(f => TypedSignUp.NameOf(f.Key) == input);

    public Task ExecuteAsync(HttpContext httpContext) =>
        new Page<SignUpView, SignUpForm>(this, Status) { RetryAfter = Refusal?.Entry.RetryAfter }.ExecuteAsync(httpContext);

    // Whoever reads the page in another language than the site's reads its mails in that too.
    private static string? LanguageOf(HttpContext context, SignUpSite site)
    {
        var read = PageLanguages.Of(context, site.DefaultLanguage);
        return read == PageLanguages.Find(site.DefaultLanguage) || PageLanguages.Find(site.DefaultLanguage) is null ? null : read.Name;
    }
}
