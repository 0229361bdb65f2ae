using System.Text.RegularExpressions;

namespace Members.Tests.Unit.Architecture;

/// <summary>Rules are functions of what they are handed: they ask no grain, no store, no clock and no log.</summary>
public sealed partial class PureRulesTests
{
    private static readonly string[] Others =
    [
        "Accounts/Endings.cs",
        "Accounts/PlannedDeletion.cs",
        "Accounts/RecordCompletion.cs",
        "Accounts/Revocation.cs",
        "Emails/Addresses.cs",
        "Mail/Outbox.cs",
        "MemberSessions/SessionOpening.cs",
        "Throttling/RememberedDevices.cs",
        "Tokens/AccessTokens.cs",
        "Tokens/OneTimeTokens.cs",
    ];

    public static TheoryData<string> Files => [.. SourceCode.Under("src/Grains").Select(f => f.Path).Where(IsPure)];

    [Fact]
    public void Each_of_the_others_is_there_and_so_are_the_rules()
    {
        var pure = SourceCode.Under("src/Grains").Select(f => f.Path).Where(IsPure).ToList();

        Assert.Empty(Others.Except(pure, StringComparer.Ordinal));
        Assert.InRange(pure.Count, 20, 60);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_rule_mentions_nothing_that_it_would_have_to_ask(string file)
    {
        var code = SourceCode.Under("src/Grains").Single(f => f.Path == file).Code;

        Assert.Empty(Impure().Matches(code).Select(m => m.Value).Distinct());
    }

    [Fact]
    public void The_table_of_statuses_is_pure_too()
    {
        var table = SourceCode.Under("src/Grains.Abstractions").Single(f => f.Path == "Accounts/MemberStatuses.cs");

        Assert.Empty(Impure().Matches(table.Code).Select(m => m.Value));
    }

    [Theory]
    [InlineData("static Task Ask(IGrainFactory grains)")]
    [InlineData("static DateTimeOffset Now(TimeProvider clock)")]
    [InlineData("class Rules(IPersistentState<MemberRecord> state)")]
    [InlineData("class Rules(ILogger<Rules> logger)")]
    [InlineData("static Task<bool> Decide(MemberContext member)")]
    [InlineData("var now = DateTimeOffset.UtcNow;")]
    public void Whoever_asks_is_seen(string code) => Assert.NotEmpty(Impure().Matches(SourceCode.Code(code)));

    private static bool IsPure(string file) =>
        file.EndsWith("Rules.cs", StringComparison.Ordinal) || Others.Contains(file, StringComparer.Ordinal);

    [GeneratedRegex(
        @"\b(?:IGrainFactory|IGrainContext|IPersistentState|TimeProvider|ILogger|MemberContext|(?:UtcNow|GetUtcNow)|async|await|Task)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Impure();
}
