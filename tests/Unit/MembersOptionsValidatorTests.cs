using Members.Grains;

namespace Members.Tests.Unit;

public sealed class MembersOptionsValidatorTests
{
    private static readonly string Secret = new('s', 32);

    public static TheoryData<string, Action<MembersOptions>> Faults => new()
    {
        { "PasswordMinLength", o => o.PasswordMinLength = 3 },
        { "PasswordMinLength", o => o.PasswordMinLength = 65 },
        { "PasswordMaxLength", o => o.PasswordMaxLength = 63 },
        { "PasswordMaxLength", o => o.PasswordMaxLength = 257 },
        { "BcryptCost", o => o.BcryptCost = 3 },
        { "BcryptCost", o => o.BcryptCost = 17 },
        { "HashThreads", o => o.HashThreads = -1 },
        { "HashQueueLength", o => o.HashQueueLength = 0 },
        { "HashQueueLength", o => o.HashQueueLength = 10001 },
        { "MaxSessionsPerMember", o => o.MaxSessionsPerMember = 0 },
        { "MaxSessionsPerMember", o => o.MaxSessionsPerMember = 1001 },
        { "EventsPerMember", o => o.EventsPerMember = 9 },
        { "EventsPerMember", o => o.EventsPerMember = 201 },
        { "SessionTicketLifetime", o => o.SessionTicketLifetime = TimeSpan.Zero },
        { "AccessTokenLifetime", o => o.AccessTokenLifetime = TimeSpan.FromSeconds(59) },
        { "AccessTokenLifetime", o => o.AccessTokenLifetime = TimeSpan.FromHours(25) },
        { "SessionLifetime", o => o.SessionLifetime = TimeSpan.FromSeconds(-1) },
        { "SessionIdleLifetime", o => o.SessionIdleLifetime = TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1) },
        { "SessionIdleLifetime", o => o.SessionIdleLifetime = TimeSpan.FromDays(401) },
        { "SessionIdleLifetime", o => o.SessionIdleLifetime = TimeSpan.FromSeconds(-1) },
        { "ApprovalTokenLifetime", o => o.ApprovalTokenLifetime = TimeSpan.Zero },
        { "SetPasswordLinkLifetime", o => o.SetPasswordLinkLifetime = TimeSpan.Zero },
        { "HashPatience", o => o.HashPatience = TimeSpan.FromMilliseconds(999) },
        { "HashPatience", o => o.HashPatience = TimeSpan.FromSeconds(61) },
        { "LoginAttempts", o => o.LoginAttempts = 0 },
        { "LoginAttemptsOfEveryone", o => o.LoginAttemptsOfEveryone = 1_000_001 },
        { "LongestLoginDelay", o => o.LongestLoginDelay = TimeSpan.Zero },
        { "LoginAttemptMemory", o => o.LoginAttemptMemory = TimeSpan.FromDays(401) },
        { "LoginAttemptMemory", o => o.LoginAttemptMemory = o.LongestLoginDelay },
        { "SetPasswordMailsPerHour", o => o.SetPasswordMailsPerHour = 1001 },
        { "SetPasswordMailsPerHourOfSite", o => o.SetPasswordMailsPerHourOfSite = 0 },
        { "RefusedPasswordsFile", o => o.RefusedPasswordsFile = "/no/such/file" },
        { "Peppers", o => o.Peppers["a"] = new string('s', 31) },
        { "Peppers", o => (o.Peppers["fixed"], o.CurrentPepper) = (Secret, "fixed") },
        { "CurrentPepper", o => (o.Peppers["a"], o.Peppers["b"]) = (Secret, Secret) },
        { "CurrentPepper", o => o.CurrentPepper = "a" },
    };

    [Fact]
    public void The_defaults_are_fine() => Assert.True(new MembersOptionsValidator().Validate(null, new MembersOptions()).Succeeded);

    [Fact]
    public void The_edges_are_fine()
    {
        var low = new MembersOptions
        {
            PasswordMinLength = 4,
            PasswordMaxLength = 64,
            BcryptCost = 4,
            HashQueueLength = 1,
            MaxSessionsPerMember = 1,
            SessionIdleLifetime = TimeSpan.FromMinutes(10),
        };
        var high = new MembersOptions
        {
            PasswordMinLength = 64,
            PasswordMaxLength = 256,
            BcryptCost = 16,
            HashQueueLength = 10000,
            MaxSessionsPerMember = 1000,
        };

        Assert.True(new MembersOptionsValidator().Validate(null, low).Succeeded);
        Assert.True(new MembersOptionsValidator().Validate(null, high).Succeeded);
    }

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void Each_fault_is_named_and_nothing_else_is(string setting, Action<MembersOptions> spoil)
    {
        var options = new MembersOptions();
        spoil(options);
        var result = new MembersOptionsValidator().Validate(null, options);

        var fault = Assert.Single(result.Failures!);
        Assert.StartsWith($"Members:{setting} ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("sss", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sentence_of_a_lifetime_gives_its_range_and_its_value()
    {
        var options = new MembersOptions { SessionLifetime = TimeSpan.Zero };

        Assert.Equal(
            "Members:SessionLifetime must be more than 00:00:00 and at most 400.00:00:00, not 00:00:00.",
            Assert.Single(new MembersOptionsValidator().Validate(null, options).Failures!));
    }

    [Fact]
    public void All_faults_are_said_at_once()
    {
        var options = new MembersOptions { BcryptCost = 1, PasswordMinLength = 1, CurrentPepper = "lost" };

        Assert.Equal(3, new MembersOptionsValidator().Validate(null, options).Failures!.Count());
    }

    [Fact]
    public void A_single_pepper_need_not_be_named()
    {
        var options = new MembersOptions();
        Assert.Null(options.PepperInUse);
        options.Peppers["a"] = Secret;
        Assert.Equal("a", options.PepperInUse);
        options.Peppers["b"] = Secret;
        options.CurrentPepper = "b";
        Assert.Equal("b", options.PepperInUse);
    }
}
