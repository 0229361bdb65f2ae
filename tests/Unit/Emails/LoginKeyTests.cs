using CsCheck;
using Members.Emails;

namespace Members.Tests.Unit.Emails;

public sealed class LoginKeyTests
{
    private static readonly Gen<EmailAddress> Address = Gen.Char["abcdefABCDEF0123+"].Array[1, 8]
        .Select(c => EmailAddress.Parse(new string(c) + "@x.org"));

    [Fact]
    public void The_key_is_stored_for_ever_and_must_never_change() => Assert.Equal(
        "e:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("default\nann@example.org"u8)),
        LoginKey.For(EmailAddress.Parse("Ann@Example.org")).Value);

    [Theory]
    [InlineData("abe+wix@x.org", "0abe+wix@x.org")]
    [InlineData("0abe+wix@x.org", "00abe+wix@x.org")]
    [InlineData("dad+a@x.org", "0dad+a@x.org")]
    [InlineData("beef+news@x.org", "beef@x.org")]
    [InlineData("beef+news@x.org", "beef+olds@x.org")]
    [InlineData("ann@example.org", "ann@examp1e.org")]
    [InlineData("ann@example.org", "ann@ex\u0430mple.org")] // a Cyrillic а
    [InlineData("ann@paypal.org", "ann@pаypаl.org")]
    [InlineData("a.nn@example.org", "ann@example.org")]
    public void Addresses_that_look_alike_have_keys_of_their_own(string one, string other) =>
        Assert.NotEqual(LoginKey.For(EmailAddress.Parse(one)), LoginKey.For(EmailAddress.Parse(other)));

    [Fact]
    public void Two_addresses_have_one_key_exactly_when_they_are_the_same() => Gen.Select(Address, Address).Sample(
        (a, b) => (LoginKey.For(a) == LoginKey.For(b)) == string.Equals(a.Canonical, b.Canonical, StringComparison.Ordinal),
        iter: 20000);

    [Fact]
    public void Many_addresses_have_as_many_keys()
    {
        var addresses = Enumerable.Range(0, 4096)
            .SelectMany(n => new[] { $"{n:x}@x.org", $"{n:x}+a@x.org", $"0{n:x4}+a@x.org" })
            .Distinct()
            .ToList();

        Assert.Equal(addresses.Count, addresses.Select(a => LoginKey.For(EmailAddress.Parse(a)).Value).Distinct().Count());
    }

    [Fact]
    public void No_part_of_the_key_is_the_address_or_reads_as_a_number()
    {
        var key = LoginKey.For(EmailAddress.Parse("beef+news@example.org")).Value;

        Assert.Matches("^e:[0-9a-f]{64}$", key);
        Assert.False(Guid.TryParse(key, out _));
    }

    [Fact]
    public void Sites_do_not_share_keys() =>
        Assert.NotEqual(LoginKey.For(Make.Email()), LoginKey.For(Make.Email(), "other"));

    [Fact]
    public void An_unknown_address_always_leads_to_the_same_member_whom_nobody_is()
    {
        var key = LoginKey.For(Make.Email());

        Assert.Equal(key.PhantomMember(), LoginKey.For(Make.Email("ANN@example.org")).PhantomMember());
        Assert.NotEqual(key.PhantomMember(), LoginKey.For(Make.Email("eve@example.org")).PhantomMember());
    }
}
