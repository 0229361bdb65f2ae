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
    /// <summary>The sentence; of a refusal that has none of its own the least that can be said.</summary>
    public string Of(Refusal refusal) => Own(refusal) ?? text["Again"];

    private string? Own(Refusal refusal)
    {
        switch (refusal)
        {
            case Refusal.InvalidCredentials:
                return text["WrongPassword"];
            case Refusal.TooManyRequests many:
                return text["TooMany", shared.Duration(many.RetryAfter)];
            case Refusal.Overloaded:
                return text["Busy"];
            case Refusal.PendingApproval:
                return text["Pending"];
            case Refusal.ApplicationRejected { Reason: { } why }:
                return text["RejectedFor", why];
            case Refusal.ApplicationRejected:
                return text["Rejected"];
            case Refusal.MemberBlocked { Until: { } until, Reason: { } why }:
                return text["BlockedUntilFor", At(until), why];
            case Refusal.MemberBlocked { Until: { } until }:
                return text["BlockedUntil", At(until)];
            case Refusal.MemberBlocked { Reason: { } why }:
                return text["BlockedFor", why];
            case Refusal.MemberBlocked:
                return text["Blocked"];
            case Refusal.Invalid:
                return text["EmailForm"];
        }

        return null;
    }

    private static string At(DateTimeOffset at) => PageWords.At(at, CultureInfo.CurrentUICulture);
}
