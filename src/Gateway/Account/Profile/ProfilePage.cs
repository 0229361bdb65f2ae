using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Account.Profile;

/// <summary>What members tell about themselves, and who sees it.</summary>
/// <param name="Shown">What the fields hold: what is stored, or what was typed.</param>
/// <param name="Privacy">Who sees it.</param>
internal sealed record ProfilePage(ContactInfo Shown, ProfilePrivacy Privacy)
{
    private const string Path = "/account/profile";

    /// <summary>Whether it was saved just now.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Why it was not; null before anybody has tried.</summary>
    public Refusal? Refusal { get; init; }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show);
        routes.MapPost(Path, Save).RequireRateLimiting(RateLimits.Member);
    }

    private static IResult Show(HttpContext context)
    {
        var member = Caller.SessionOf(context).Member;
        return new ProfilePage(member.Contact, member.Privacy) { IsSaved = context.Request.Query["done"] == "saved" }.Page();
    }

    private static async Task<IResult> Save(HttpContext context, IGrainFactory grains)
    {
        var member = Caller.SessionOf(context).Member;
        var typed = Read(context.Request.Form, member);
        var outcome = await grains.GetMembers().Of(member.Id).UpdateProfile(new(typed.Shown, typed.Privacy));
        return outcome.Succeeded ? new SeeOther("profile?done=saved") : (typed with { Refusal = outcome.Refusal }).Page();
    }

    // Who chooses none of the values keeps theirs.
    private static ProfilePage Read(IFormCollection form, MemberView member)
    {
        var contact = member.Contact with
        {
            FirstName = Text("firstName"),
            LastName = Text("lastName"),
            Nickname = Text("nickname"),
            Picture = Text("picture"),
            Locale = Text("locale"),
            Emails = [.. Entries("emails")],
            Phones = [.. Entries("phones")],
        };
        var privacy = form.Line("privacy") is { Length: > 0 } chosen ? PrivacyNames.Find(chosen) : null;
        return new ProfilePage(contact, privacy ?? member.Privacy);

        string? Text(string name) => form.Line(name) is { Length: > 0 } text ? text : null;

        IEnumerable<string> Entries(string name) =>
            form.Lines(name).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private Page<ProfileView, ProfilePage> Page() => new(this, AccountStatus.Of(Refusal));
}
