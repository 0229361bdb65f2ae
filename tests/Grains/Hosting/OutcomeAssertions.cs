using Members.Outcomes;

namespace Members.Tests.Grains.Hosting;

/// <summary>What tests say of outcomes.</summary>
internal static class OutcomeAssertions
{
    /// <summary>The answer of a command that must have been done.</summary>
    public static T Done<T>(this Outcome<T> outcome)
        where T : class
    {
        Assert.True(outcome.Succeeded, $"Refused: {outcome.Refusal}");
        return outcome.Value;
    }

    /// <summary>Asserts the refusal of a command, whatever token it gives an applicant.</summary>
    public static void Refused<T>(this Outcome<T> outcome, Refusal expected)
        where T : class => Assert.Equal(
            expected, outcome.Refusal is Refusal.PendingApproval pending ? pending with { Application = null } : outcome.Refusal);

    /// <summary>Asserts that the command's input broke exactly these rules.</summary>
    public static void Broke<T>(this Outcome<T> outcome, params (string Field, string Rule)[] rules)
        where T : class
    {
        var invalid = Assert.IsType<Refusal.Invalid>(outcome.Refusal);
        Assert.Equal(rules, invalid.Violations.Select(v => (v.Field, v.Rule)));
    }
}
