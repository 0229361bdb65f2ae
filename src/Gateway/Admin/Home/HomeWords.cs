using Members.Settings;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.Admin.Home;

/// <summary>What the first page says.</summary>
internal static class HomeWords
{
    /// <summary>Who may sign up.</summary>
    public static string Of(this IStringLocalizer<HomeTexts> texts, SignupMode door) => door switch
    {
        SignupMode.Open => texts["Door_Open"],
        SignupMode.Approve => texts["Door_Approve"],
        SignupMode.Invite => texts["Door_Invite"],
        SignupMode.Closed => texts["Door_Closed"],
    };
}
