using Members.Emails;

namespace Members.Tests.Unit.Emails;

public sealed class AddressStartTests
{
    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("ann.")]
    [InlineData("ann+news")]
    [InlineData("ann@")]
    [InlineData("ann@e")]
    [InlineData("ann@exa-")]
    [InlineData("ann@example.")]
    [InlineData("ann@example.o")]
    [InlineData("ann@XN--")]
    [InlineData("ann@xn--mnchen-3y")]
    [InlineData("%_'*")]
    public void What_an_address_may_begin_with_is_a_start(string text)
    {
        Assert.True(AddressStart.TryParse(text, out var canonical));
        Assert.Equal(text.ToLowerInvariant(), canonical);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("ann..")]
    [InlineData("ann news")]
    [InlineData("ann ")]
    [InlineData("\u200bann")]
    [InlineData("änn")]
    [InlineData("@")]
    [InlineData("ann.@")]
    [InlineData("ann@.")]
    [InlineData("ann@-")]
    [InlineData("ann@exa-.")]
    [InlineData("ann@example..")]
    [InlineData("ann@exa_")]
    [InlineData("ann@bü")]
    [InlineData("ann@b@")]
    [InlineData("=?utf-8?q?a?=")]
    public void Anything_else_is_none(string text) => Assert.False(AddressStart.TryParse(text, out _));

    [Fact]
    public void Every_part_of_an_address_from_its_first_character_is_a_start()
    {
        string[] addresses =
        [
            "a@b.cd",
            "ann.o'neil+news@mail.example-site.org",
            new string('a', 64) + "@" + new string('b', 63) + ".org",
            "ann@xn--mnchen-3ya.de",
            $"{new string('a', 64)}@{new string('b', 61)}.{new string('c', 61)}.{new string('d', 61)}.org",
        ];
        Assert.All(addresses, address =>
        {
            Assert.True(EmailAddress.TryParse(address, out _));
            Assert.All(Enumerable.Range(0, address.Length + 1), length => Assert.True(AddressStart.TryParse(address[..length], out _)));
        });
    }

    [Fact]
    public void No_start_is_longer_than_an_address()
    {
        Assert.False(AddressStart.TryParse(new string('a', 65), out _));
        Assert.False(AddressStart.TryParse("ann@" + new string('b', 64), out _));
        Assert.False(AddressStart.TryParse("ann@" + string.Concat(Enumerable.Repeat("b.", 130)), out _));
    }
}
