using Members.Grains.Emails;

namespace Members.Tests.Unit.Emails;

/// <summary>What the database derives the table of owned addresses from.</summary>
public sealed class AddressesTests
{
    [Fact]
    public void The_login_address_logs_in_and_a_reserved_one_does_not() => Assert.Equal(
        [(Make.Login("new@example.org").Key, true), (Make.Login().Key, false)],
        Make.Owning("new@example.org", Make.Reserved("ann@example.org", 1)).Owned());

    [Fact]
    public void Nobody_owns_nothing_and_who_has_withdrawn_what_is_reserved()
    {
        Assert.Empty(Addresses.None.Owned());
        var withdrawn = Make.Owning("new@example.org", Make.Reserved("ann@example.org", 1)) with { Login = null };
        Assert.Equal([(Make.Login("ann@example.org").Key, false)], withdrawn.Owned());
    }

    [Fact]
    public void An_address_is_matched_whatever_the_case_and_shown_as_typed()
    {
        var login = Make.Login("Ann@Example.org");

        Assert.True(login.Is(Make.Email("aNN@example.ORG")));
        Assert.False(login.Is(Make.Email("eve@example.org")));
        Assert.Equal(("Ann@Example.org", Make.Login().Key), (login.Typed, login.Key));
        Assert.NotEqual(Make.Login(), login);
    }

    [Fact]
    public void An_address_in_a_log_is_its_key() => Assert.DoesNotContain("ann", $"{Make.Login()}", StringComparison.OrdinalIgnoreCase);
}
