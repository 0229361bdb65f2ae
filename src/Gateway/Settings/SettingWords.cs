using Members.Gateway.Authentication;
using Members.Settings;

namespace Members.Gateway.Settings;

/// <summary>The words of settings in the HTTP API.</summary>
internal static class SettingWords
{
    public static string Of(SignupApproval approval) => approval switch
    {
        SignupApproval.Automatic => "AUTOMATIC",
        SignupApproval.Manual => "MANUAL",
    };

    public static string Of(SignupMode mode) => mode switch
    {
        SignupMode.Open => "OPEN",
        SignupMode.Approve => "APPROVE",
        SignupMode.Invite => "INVITE",
        SignupMode.Closed => "CLOSED",
    };

    public static string Of(TellApproved tell) => tell switch
    {
        TellApproved.Queue => "QUEUE",
        TellApproved.Always => "ALWAYS",
        TellApproved.Never => "NEVER",
    };

    /// <summary>The value of a word; null when the word is absent or wrong.</summary>
    public static T? Find<T>(string? word, Func<T, string> wordOf, string field, RequestReader reader)
        where T : struct, Enum
    {
        if (word is null)
        {
            return null;
        }

        var values = Enum.GetValues<T>();
        var found = values.Where(v => wordOf(v) == word).Cast<T?>().FirstOrDefault();
        if (found is null)
        {
            reader.AddUnknownValue(field, [.. values.Select(wordOf)]);
        }

        return found;
    }
}
