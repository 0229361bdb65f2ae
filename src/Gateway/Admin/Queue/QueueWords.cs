using Members.Accounts;
using Members.Admission;
using Members.Gateway.Admission;
using Members.Outcomes;
using Members.SignUp;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.Admin.Queue;

/// <summary>Applications, and what is done to them, in the words of the page.</summary>
internal static class QueueWords
{
    /// <summary>What the applicant is called.</summary>
    public static string NameOf(ApplicationView application) => application.Name ?? application.Email;

    public static string Of(this IStringLocalizer<QueueTexts> texts, MemberStatus status) => status switch
    {
        MemberStatus.Pending => texts["Waits"],
        MemberStatus.Active => texts["Member"],
        MemberStatus.Rejected => texts["RejectedStatus"],
        MemberStatus.Blocked => texts["BlockedStatus"],
        MemberStatus.None or MemberStatus.Offline => texts["NoMember"],
    };

    public static string Of(this IStringLocalizer<QueueTexts> texts, ApplicationAct act) => act switch
    {
        ApplicationAct.Submitted => texts["Submitted"],
        ApplicationAct.Approved => texts["Approved"],
        ApplicationAct.Rejected => texts["Rejected"],
        ApplicationAct.Blocked => texts["Blocked"],
        ApplicationAct.Undone => texts["Undone"],
    };

    /// <summary>Who did something, so that a person cannot be taken for a rule of the same name.</summary>
    public static string Of(this IStringLocalizer<QueueTexts> texts, Actor actor) => actor.Kind switch
    {
        ActorKind.Member => actor.Name,
        ActorKind.System => texts["BySystem"],
        ActorKind.Key => texts["ByKey", actor.Name],
        ActorKind.Rule => texts["ByRule", actor.Name],
        ActorKind.Invitation => texts["ByInvitation", actor.Name],
    };

    /// <summary>An answer, as it was given.</summary>
    public static string Of(this IStringLocalizer<QueueTexts> texts, Answer answer) => answer.Kind switch
    {
        FieldKind.Consent => texts["AgreedTo", ShownAnswer.Value(answer)],
        FieldKind.Text or FieldKind.LongText or FieldKind.Choice or FieldKind.Choices or FieldKind.Date or FieldKind.Number =>
            ShownAnswer.Value(answer),
    };

    /// <summary>A decision: what, by whom, when.</summary>
    public static string Of(this IStringLocalizer<QueueTexts> texts, ApplicationDecision decision, string at) =>
        texts["Decided", texts.Of(decision.Outcome), texts.Of(decision.By), at];

    /// <summary>What is wrong with an input.</summary>
    public static string Of(this IStringLocalizer<QueueTexts> texts, Violation violation)
    {
        var text = texts["Wrong_" + violation.Rule];
        return text.ResourceNotFound ? violation.Description : text;
    }

    /// <summary>Whether somebody did it themself.</summary>
    public static bool IsBy(Actor? actor, Guid? member) => actor is { Kind: ActorKind.Member, Id: { } id } && id == member?.ToString();
}
