using System.Globalization;
using CsCheck;
using Members.Accounts;
using Members.Grains.Passwords;

namespace Members.Tests.Unit.Passwords;

public sealed class CommonPasswordsTests
{
    private static readonly CommonPasswords Common = new(new SiteWords(["Greenfield Rowing", "members.oarsmen.example"]), 8);

    private static readonly PasswordOwner Nobody = new(Make.Email("q@x.example"), ContactInfo.Empty);

    private static readonly PasswordOwner Theodora = new(
        Make.Email("T.Vexington+club@Mailhouse.example"),
        new ContactInfo { FirstName = "Theodora", LastName = "Vexington", Nickname = "Snowdrop", Phones = ["+49 171 5550123"] });

    [Theory]
    [InlineData("password")]
    [InlineData("12345678")]
    [InlineData("qwertyuiop")]
    [InlineData("iloveyou")]
    [InlineData("baseball")]
    [InlineData("superman")]
    [InlineData("trustno1")]
    [InlineData("PASSWORD")]
    [InlineData("Password")]
    [InlineData("p@ssword")]
    [InlineData("p@ssw0rd")]
    [InlineData("P@$$w0rd")]
    [InlineData("b4s3b4ll")]
    [InlineData("drowssap")]
    [InlineData("password1")]
    [InlineData("Password1!")]
    [InlineData("1password")]
    [InlineData("letmein123")]
    [InlineData("Summer2024")]
    [InlineData("greenhouse")]
    [InlineData("M0nkey12")]
    public void What_everybody_tries_first_is_common(string text) => AssertCommon(text);

    [Theory]
    [InlineData("00000000")]
    [InlineData("88888888")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaa1")]
    [InlineData("1aaaaaaaaa")]
    [InlineData("aaaabbbb")]
    [InlineData("12341234")]
    [InlineData("abcabcabc")]
    [InlineData("abababababab")]
    [InlineData("xkqxkqxkqxkq")]
    [InlineData("xkqxkqxkqxk")]
    [InlineData("hunter2hunter2")]
    [InlineData("passwordpassword")]
    [InlineData("PasswordPassword1")]
    [InlineData("aaaaaaaabaaaaaaaab")]
    [InlineData("!!!!!!!!")]
    [InlineData("        ")]
    [InlineData("日本日本日本")]
    [InlineData("🙂🙂🙂🙂🙂🙂🙂🙂")]
    public void A_repetition_is_common(string text) => AssertCommon(text);

    [Theory]
    [InlineData("87654321")]
    [InlineData("987654321")]
    [InlineData("0987654321")]
    [InlineData("23456789")]
    [InlineData("abcdefgh")]
    [InlineData("ZYXWVUTS")]
    [InlineData("acegikmo")]
    [InlineData("13579bdf")]
    [InlineData("abcd1234")]
    [InlineData("hgfedcba1")]
    [InlineData("абвгдежз")]
    public void A_sequence_is_common(string text) => AssertCommon(text);

    [Theory]
    [InlineData("asdfghjkl")]
    [InlineData("poiuytrewq")]
    [InlineData("zxcvfdsa")]
    [InlineData("qweasdzxc")]
    [InlineData("1qaz2wsx")]
    [InlineData("!QAZ2wsx")]
    [InlineData("qwertzuiop")]
    [InlineData("yxcvbnm,")]
    [InlineData("azertyuiop")]
    [InlineData("74185296")]
    public void A_walk_over_the_keyboard_is_common(string text) => AssertCommon(text);

    [Theory]
    [InlineData("24121987")]
    [InlineData("19871224")]
    [InlineData("24.12.1987")]
    [InlineData("12/24/1987")]
    [InlineData("1987-12-24")]
    [InlineData("24-12-87")]
    [InlineData("2.12.2031")]
    [InlineData("20310704")]
    [InlineData("24121987a")]
    public void A_date_is_common(string text) => AssertCommon(text);

    [Theory]
    [InlineData("greenfield")]
    [InlineData("Greenfield1")]
    [InlineData("greenfieldrowing")]
    [InlineData("greenfield-rowing")]
    [InlineData("GreenfieldRowing24")]
    [InlineData("gr33nfieldr0w1ng")]
    [InlineData("gniwordleifneerg")]
    [InlineData("oarsmen2")]
    [InlineData("members.oarsmen.example")]
    public void A_name_of_the_site_is_common_with_little_behind_it_too(string text) => AssertCommon(text);

    [Theory]
    [InlineData("t.vexington+club@mailhouse.example")]
    [InlineData("T.VEXINGTON+CLUB")]
    [InlineData("vexington1")]
    [InlineData("mailhouse.example")]
    [InlineData("Theodora7")]
    [InlineData("theodoravexington")]
    [InlineData("Vexington Theodora")]
    [InlineData("theodora.vexington")]
    [InlineData("snowdrop42")]
    [InlineData("notgnixev")]
    [InlineData("v3xingt0n")]
    [InlineData("491715550123")]
    public void What_belongs_to_the_member_is_common_with_little_behind_it_too(string text) =>
        Assert.True(Common.Contains(Make.Password(text), Theodora));

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("plain old words")]
    [InlineData("my cat likes tuna")]
    [InlineData("password of mine is long")]
    [InlineData("mypasswordis12345678")]
    [InlineData("Theodora likes to row")]
    [InlineData("greenfield rowing club 77")]
    [InlineData("fj49sk20xm")]
    [InlineData("Qz7!kL2w")]
    [InlineData("Tr0ub4dour&3")]
    [InlineData("日本語のパスワード")]
    [InlineData("🙂🙃🙂🙃🙂🙃🙂🙃")]
    [InlineData("ein alter Leuchtturm")]
    public void A_password_that_only_holds_a_common_word_is_not(string text) =>
        Assert.False(Common.Contains(Make.Password(text), Theodora));

    [Fact]
    public void A_passphrase_of_three_or_more_ordinary_words_is_never_common()
    {
        string[] words = ["river", "window", "yellow", "the", "garden", "is", "monday", "coffee", "seven", "love", "house", "summer"];
        Gen.Int[0, words.Length - 1].Array[3, 6].Where(chosen => chosen.Distinct().Count() == chosen.Length).Sample(
            chosen => !Common.Contains(Make.Password(string.Join(' ', chosen.Select(i => words[i]))), Theodora), iter: 500);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("az-Latn-AZ")]
    [InlineData("lt-LT")]
    [InlineData("th-TH")]
    [InlineData("")]
    public void What_is_common_is_the_same_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var made = new CommonPasswords(new SiteWords(["ILLINI ISLES"]), 8, "INVICIBLE-FISHING");
            Assert.All(
                ["Iloveyou", "ILOVEYOU", "LIVERPOOL", "PRINCESS", "QWERTYUIOP", "ILLINI1", "invicible-fishing", "illinivillage1"],
                text => Assert.True(made.Contains(
                    Make.Password(text), new PasswordOwner(Make.Email("ILLINIVILLAGE@x.example"), ContactInfo.Empty))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Where_short_passwords_are_allowed_one_without_a_pattern_is_accepted()
    {
        var (four, five) = (new CommonPasswords(SiteWords.None, 4), new CommonPasswords(SiteWords.None, 5));

        Assert.All(["x7-q", "k2%w", "Qz7!k"], text => Assert.False(four.Contains(Make.Password(text), Nobody)));
        Assert.All(["k2%wR", "Qz7!k"], text => Assert.False(five.Contains(Make.Password(text), Nobody)));
        Assert.All(["1234", "aaaa", "zyxw", "asdf", "12345", "love"], text => Assert.True(four.Contains(Make.Password(text), Nobody)));
    }

    [Fact]
    public void What_the_operator_adds_is_refused_as_a_whole_and_in_any_letter_case()
    {
        var common = new CommonPasswords(SiteWords.None, 8, "greenfield-rowing", "", "  zq81-vbnmtr-55  ", new string('x', 90) + "yz");

        Assert.True(common.Contains(Make.Password("Greenfield-Rowing"), Nobody));
        Assert.True(common.Contains(Make.Password("greenfield-rowing7"), Nobody));
        Assert.True(common.Contains(Make.Password("zq81-vbnmtr-55"), Nobody));
        Assert.True(common.Contains(Make.Password(new string('x', 90) + "yz"), Nobody));
        Assert.False(common.Contains(Make.Password("greenfield-rowing-club-77"), Nobody));
        Assert.False(new CommonPasswords(SiteWords.None, 8).Contains(Make.Password("greenfield-rowing"), Nobody));
    }

    private static void AssertCommon(string text) => Assert.True(Common.Contains(Make.Password(text), Nobody));
}
