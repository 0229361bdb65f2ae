using System.Globalization;
using Members.Gateway.Pages;
using Members.Outcomes;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.Login;

/// <summary>Why somebody was not logged in, in the language of the page.</summary>
/// <param name="text">The texts of the login page.</param>
/// <param name="shared">The texts of all pages.</param>
internal sealed class LogInWords(IStringLocalizer<LogInTexts> text, IStringLocalizer<PageTexts> shared)
{
    public string Of(Refusal refusal) => refusal switch
    {
        Refusal.InvalidCredentials => text["WrongPassword"],
        Refusal.TooManyRequests many => text["TooMany", shared.Duration(many.RetryAfter)],
        Refusal.Overloaded => text["Busy"],
        Refusal.PendingApproval => text["Pending"],
        Refusal.ApplicationRejected { Reason: { } why } => text["RejectedFor", why],
        Refusal.ApplicationRejected => text["Rejected"],
        Refusal.MemberBlocked { Until: { } until, Reason: { } why } => text["BlockedUntilFor", At(until), why],
        Refusal.MemberBlocked { Until: { } until } => text["BlockedUntil", At(until)],
        Refusal.MemberBlocked { Reason: { } why } => text["BlockedFor", why],
        Refusal.MemberBlocked => text["Blocked"],
        Refusal.Invalid => text["EmailForm"],
        _ => text["Again"],
    };

    private static string At(DateTimeOffset at) => PageWords.At(at, CultureInfo.CurrentUICulture);
}
