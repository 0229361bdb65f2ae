namespace Members.Tests.Testing;

/// <summary>The product's settings under which most tests run, by their configuration keys.</summary>
public static class TestSettings
{
    /// <summary>The operator's API key.</summary>
    public const string ApiKey = "the-operators-own-first-key-of-these-tests";

    /// <summary>The password of every member, unless a test says otherwise.</summary>
    public const string Password = "tin-wolf-harbour-41";

    /// <summary>The time at which the tests' clocks begin.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Cheap password hashes, no waiting, and no limit that one busy address would meet.</summary>
    public static Dictionary<string, string> Unlimited => new()
    {
        ["Members:BcryptCost"] = "4",
        ["Members:LoginAttempts"] = "1000000",
        ["Members:LoginAttemptsOfEveryone"] = "1000000",
        ["Members:SetPasswordMailsPerHour"] = "1000",
    };

    /// <summary>These settings, some of them replaced.</summary>
    public static Dictionary<string, string> With(
        this Dictionary<string, string> settings, IEnumerable<(string Name, string Value)> others)
    {
        foreach (var (name, value) in others)
        {
            settings[name] = value;
        }

        return settings;
    }

    /// <summary>These settings as environment variables.</summary>
    public static Dictionary<string, string> ToEnvironment(this IEnumerable<KeyValuePair<string, string>> settings) =>
        settings.ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value);
}
