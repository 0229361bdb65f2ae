using Members.Secrets;

namespace Members.Tests.Unit.Secrets;

public sealed class EmailCodeTests
{
    [Theory]
    [InlineData("123456")]
    [InlineData("  123456\t")]
    [InlineData("123 456")]
    [InlineData("1 2 3 4 5 6")]
    [InlineData("123\u00a0456")] // no-break space
    [InlineData("123\u202f456")] // narrow no-break space
    [InlineData("123\u3000456")] // ideographic space
    [InlineData("123-456")]
    [InlineData("12-34-56")]
    [InlineData("123\u2010456")] // hyphen
    [InlineData("123\u2011456")] // no-break hyphen
    [InlineData("123\u2013456")] // en dash
    [InlineData("123\u2212456")] // minus sign
    [InlineData("123\uff0d456")] // full-width hyphen
    [InlineData("123\u00ad456")] // soft hyphen
    [InlineData("123\u200b456")] // zero-width space
    [InlineData("\u202a123456\u202c")] // as copied from a right-to-left text
    [InlineData("\r\n123456\r\n")]
    [InlineData("\uff11\uff12\uff13\uff14\uff15\uff16")] // full-width
    [InlineData("\u0661\u0662\u0663\u0664\u0665\u0666")] // Arabic
    [InlineData("\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6")] // Persian
    [InlineData("\u0967\u0968\u0969\u096a\u096b\u096c")] // Devanagari
    [InlineData("\u0661\u0662\u0663 - \uff14\uff156")]
    public void A_code_is_read_however_it_was_typed_or_pasted(string text)
    {
        Assert.True(EmailCode.TryParse(text, out var code));
        Assert.Equal("123456", code.Reveal());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" - ")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("123456 7")]
    [InlineData("12345a")]
    [InlineData("123.456")]
    [InlineData("123,456")]
    [InlineData("+123456")]
    [InlineData("12345\u00b2")] // superscript two
    [InlineData("12345\u2465")] // circled six
    [InlineData("12345\u516d")] // six as a word
    [InlineData("123456\0")]
    public void Anything_else_is_no_code(string? text) => Assert.False(EmailCode.TryParse(text, out _));

    [Fact]
    public void Its_text_for_logs_does_not_give_the_digits() => Assert.Equal("EmailCode(redacted)", EmailCode.Of(123_456).ToString());
}
