using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>Addresses that look like a victim's, or that some step folds into the victim's (security finding N6).</summary>
[Collection(HostileCollection.Name)]
public sealed class LookAlikeTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string, string> Folded => new()
    {
        { "fi", "\ufb01" },         // ligature fi
        { "st", "\ufb06" },         // ligature st
        { "i", "\u0131" },          // dotless i
        { "i", "\u0130" },          // capital I with a dot
        { "i", "\u2170" },          // small Roman numeral one
        { "k", "\u212a" },          // Kelvin sign
        { "s", "\u017f" },          // long s
        { "ss", "\u00df" },         // sharp s
        { "a", "\uff41" },          // fullwidth a
        { "a", "\u0430" },          // Cyrillic a
        { "a", "a\u0301" },         // a with a combining accent
        { "a", "\u00e1" },          // the same in one
        { "o", "\u03bf" },          // Greek omicron
        { "o", "\ud835\udc28" },    // mathematical bold o
        { "c", "\u217d" },          // small Roman numeral hundred
        { "1", "\u2460" },          // circled one
        { "m", "\u33a1" },          // a square of letters that folds into several
        { ".", "\u2024" },          // one dot leader
        { "a", "a\u200d" },         // zero-width joiner
        { "a", "\u202ea" },         // right-to-left override
    };

    [Theory]
    [MemberData(nameof(Folded))]
    public async Task A_local_part_that_folds_into_the_victims_is_no_address_and_reaches_nobody(string plain, string folded)
    {
        var rest = Guid.NewGuid().ToString("N");
        var victim = await _server.Register($"x{plain}x{rest}@example.com");
        var before = await _server.Shown(victim.Id);
        var email = $"x{folded}x{rest}@example.com";
        (await _server.Operator.Post($"{Auth}/register", new { email, password = "the-attackers-own-1" }))
            .Broke(("email", "INVALID_EMAIL"));
        (await _server.SendSetPasswordEmail(email)).Broke(("email", "INVALID_EMAIL"));
        (await _server.Operator.Post($"{Auth}/block", new { email })).Broke(("email", "INVALID_EMAIL"));
        (await _server.Operator.Post($"{Auth}/generate-session-token", new { email })).Broke(("email", "INVALID_EMAIL"));
        (await _server.Login(email, victim.Password)).Is(Fault.InvalidCredentials);

        Assert.Equal(before, await _server.Shown(victim.Id));
        Assert.Empty(await _server.Mail.To(victim.Email));
    }

    // Domains fold by a standard (UTS 46): then it must be the victim's own, never a second member with the same mailbox.
    [Theory]
    [InlineData("\uff45xample")]
    [InlineData("EXAMPLE")]
    [InlineData("ex\u00adample")]
    [InlineData("exa\u2060mple")]
    [InlineData("exam\ufe0fple")]
    [InlineData("e\u2179ample")]
    public async Task A_domain_that_folds_into_the_victims_is_refused_or_is_the_victims(string domain)
    {
        var victim = await _server.Register();
        var reply = await _server.Operator.Post(
            $"{Auth}/register",
            new { email = victim.Email.Replace("example", domain, StringComparison.Ordinal), password = "the-attackers-own-1" });
        Assert.True(reply.Status is 400 or 409, reply.ToString());
    }

    [Theory]
    [InlineData("ex\u0430mple")]     // Cyrillic a
    [InlineData("exampl\u00e9")]
    [InlineData("\u0435xample")]     // Cyrillic e
    [InlineData("exam\u03c1le")]     // Greek rho
    public async Task A_domain_that_only_looks_alike_is_shown_and_mailed_as_what_it_is(string domain)
    {
        var victim = await _server.Register();
        var alike = victim.Email.Replace("example", domain, StringComparison.Ordinal);
        var shown = (await _server.Operator.Post($"{Auth}/register", new { email = alike, password = "the-attackers-own-1" })).Done()
            .Member();
        Assert.NotEqual(victim.Id, shown.Id());
        Assert.StartsWith("xn--", shown.Str("loginEmail").Split('@')[1], StringComparison.Ordinal);
        await _server.Mail.After(async () => (await _server.SendSetPasswordEmail(alike)).Done(), alike);
        Assert.Empty(await _server.Mail.To(victim.Email));
    }

    [Fact]
    public async Task Letter_case_makes_no_second_member_and_changes_into_no_ones()
    {
        var (victim, attacker) = (await _server.Register($"Mixed.Case+{Guid.NewGuid():N}@Example.COM"), await _server.Register());
        foreach (var email in new[] { victim.Email.ToUpperInvariant(), victim.Email.ToLowerInvariant(), victim.Email.Replace(
            "ixed", "IXED", StringComparison.Ordinal) })
        {
            (await _server.Operator.Post($"{Auth}/register", new { email, password = "the-attackers-own-1" })).Is(Fault.EmailAlreadyExists);
            (await (await _server.Member(attacker)).Patch($"{Auth}/members/{attacker.Id}/change-login-email", new { newEmail = email }))
                .Is(Fault.EmailAlreadyExists);
        }
    }
}
