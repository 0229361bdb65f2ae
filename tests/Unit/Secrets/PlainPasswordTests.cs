using CsCheck;
using Members.Secrets;

namespace Members.Tests.Unit.Secrets;

public sealed class PlainPasswordTests
{
    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData(" ")]
    [InlineData("päßwörter dürfen alles")]
    [InlineData("日本語のパスワード")]
    [InlineData("🙂🙃🙂🙃")]
    [InlineData("\u00a0\u200d\u202e")]
    public void Anything_printable_is_accepted(string text) => Assert.True(PlainPassword.TryParse(text, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pass\0word")]
    [InlineData("pass\nword")]
    [InlineData("pass\tword")]
    [InlineData("pass\u007fword")]
    [InlineData("pass\u0085word")]
    [InlineData("pass\u2028word")]
    [InlineData("pass\u2029word")]
    public void Control_characters_and_nothing_are_refused(string? text) => Assert.False(PlainPassword.TryParse(text, out _));

    // Not as data of a theory: the runner would pass them on with a replacement character in their place.
    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.All(
        ["password\ud83d", "\ude42password", "pass\ud83dword", "pass\ude42\ud83dword"],
        text => Assert.False(PlainPassword.TryParse(text, out _)));

    [Fact]
    public void A_code_point_that_can_never_be_a_character_is_refused() => Assert.All(
        ["password\ufffe", "password\uffff", "password\ufdd0", "password\U0001fffe", "password\U0010ffff"],
        text => Assert.False(PlainPassword.TryParse(text, out _)));

    [Fact]
    public void Composed_and_decomposed_spellings_are_one_password()
    {
        Assert.Equal(Make.Password("p\u00e4sswort").Reveal(), Make.Password("pa\u0308sswort").Reveal());
        Assert.Equal(Make.Password("\u212bngstrom").Reveal(), Make.Password("A\u030angstrom").Reveal());
        Assert.Equal(8, Make.Password("pa\u0308sswort").Length);
    }

    [Fact]
    public void What_was_typed_is_kept_for_hashes_of_other_sites()
    {
        Assert.Equal("pa\u0308sswort", Make.Password("pa\u0308sswort").RevealAsTyped());
        Assert.Equal("p\u00e4sswort", Make.Password("pa\u0308sswort").Reveal());
        Assert.Equal("plain", Make.Password("plain").RevealAsTyped());
        Assert.Equal("PlainPassword(redacted)", Make.Password("pa\u0308sswort").ToString());
    }

    [Fact]
    public void Forms_that_only_look_alike_stay_different() =>
        Assert.NotEqual(Make.Password("\ufb01ne words").Reveal(), Make.Password("fine words").Reveal());

    [Fact]
    public void A_character_is_a_code_point()
    {
        Assert.Equal(4, Make.Password("🙂🙃🙂🙃").Length);
        Assert.Equal(7, Make.Password("👩‍👩‍👧‍👦").Length);
        Assert.Equal(3, Make.Password("a b").Length);
    }

    [Fact]
    public void Far_too_long_a_text_is_not_even_read()
    {
        Assert.True(PlainPassword.TryParse(new string('a', PlainPassword.MaxUnits), out _));
        Assert.False(PlainPassword.TryParse(new string('a', PlainPassword.MaxUnits + 1), out _));
    }

    [Fact]
    public void Its_text_appears_only_when_asked_for()
    {
        var password = Make.Password("canary-7f3a");

        Assert.Equal("canary-7f3a", password.Reveal());
        Assert.DoesNotContain("canary", $"{password}", StringComparison.Ordinal);
        Assert.Equal("PlainPassword(redacted)", password.ToString());
    }

    [Fact]
    public void Any_text_at_all_is_read_or_refused_and_never_fails() => Gen.String[Gen.Char, 0, 40].Sample(
        text => !PlainPassword.TryParse(text, out var password)
            || (PlainPassword.TryParse(password.Reveal(), out var again) && again.Reveal() == password.Reveal()),
        iter: 50000);

    [Fact]
    public void Every_code_unit_alone_is_read_or_refused_and_never_fails()
    {
        for (var unit = 0; unit <= char.MaxValue; unit++)
        {
            var text = new string([(char)unit]);
            var accepted = PlainPassword.TryParse(text, out var password);
            Assert.Equal(accepted, password is not null);
            Assert.False(accepted && (char.IsControl(text[0]) || char.IsSurrogate(text[0])));
        }
    }
}
