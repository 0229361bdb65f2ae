using Members.Grains.Mail;
using Members.Silo.Mail;
using Microsoft.Extensions.Options;

namespace Members.Tests.Mail;

/// <summary>Each mail in each language, and the operator's folder over those of the program (admission, section 5).</summary>
public sealed class MailTemplatesTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public static TheoryData<MailKind, string> Mails
    {
        get
        {
            var mails = new TheoryData<MailKind, string>();
            foreach (var kind in Enum.GetValues<MailKind>())
            {
                mails.Add(kind, "en");
                mails.Add(kind, "de");
            }

            return mails;
        }
    }

    public void Dispose() => _folder.Dispose();

    // A template is not read before the first mail that needs it: one that is missing would not be noticed at the start.
    [Theory]
    [MemberData(nameof(Mails))]
    public void Every_mail_says_what_it_is_about_in_every_language(MailKind kind, string language)
    {
        var message = Sample.Composer().Compose(MailPreview.Sample(kind, language)).Message;

        Assert.Equal((language, MailFormat.Of(kind).Template), (message.Headers["Content-Language"], message.Headers["Members-Mail"]));
        Assert.Contains("Chess Club", message.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("First line", message.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", message.Subject, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\"", message.HtmlBody, StringComparison.Ordinal);
        Assert.All([message.TextBody, message.HtmlBody], part =>
        {
            Assert.DoesNotContain("{{", part, StringComparison.Ordinal);
            Assert.DoesNotContain("{%", part, StringComparison.Ordinal);
            Assert.Contains(language == "de" ? "Guten Tag" : "Hello", part, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(MailKind.ApplicationRejected, "First line,\nand a second one.")]
    [InlineData(MailKind.ApplicationRejected, "4 May 2026, 12:30 UTC")]
    [InlineData(MailKind.ApplicationQuestion, "First line,\nand a second one.")]
    [InlineData(MailKind.MemberBlocked, "4 May 2026, 12:30 UTC")]
    [InlineData(MailKind.Invitation, "\nhttps://example.org/club/sign-up?invitation=7Q2M-XK4T-9HBD\n")]
    [InlineData(MailKind.ApplicationsWaiting, "Ann O'Neil <ann@example.org>")]
    [InlineData(MailKind.ApplicationsWaiting, "https://example.org/club/decide?token=mdt_")]
    [InlineData(MailKind.ApplicationsWaiting, "12 people wait")]
    [InlineData(MailKind.ApplicationsWaiting, "10 more")]
    [InlineData(MailKind.ApplicationsWaiting, "\nhttps://example.org/club/admin/queue\n")]
    [InlineData(MailKind.ApplicationApproved, "https://example.org/club/")]
    public void What_is_known_is_in_it(MailKind kind, string text) => Assert.Contains(
        text,
        Sample.Composer().Compose(MailPreview.Sample(kind, "en")).Message.TextBody!.ReplaceLineEndings("\n"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void The_whole_list_is_linked_to_only_where_there_is_a_console(string language)
    {
        var job = MailPreview.Sample(MailKind.ApplicationsWaiting, language);

        Assert.Contains("/club/admin/queue\"", Sample.Composer().Compose(job).Message.HtmlBody, StringComparison.Ordinal);
        var without = Sample.Composer(hasConsole: false).Compose(job).Message;
        Assert.DoesNotContain("/admin", without.HtmlBody + without.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_in_a_reason_is_text()
    {
        var facts = new MailFacts("<img src=x> {{ site }}", Languages: "en");
        var job = MailPreview.Sample(MailKind.ApplicationRejected, "en") with { Facts = facts };

        var message = Sample.Composer().Compose(job).Message;

        Assert.Contains("<img src=x> {{ site }}", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x&gt; {{ site }}", message.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-AT", "de")]
    [InlineData("fr,de", "de")]
    [InlineData("fr", "en")]
    [InlineData("DE", "de")]
    [InlineData("", "en")]
    [InlineData(null, "en")]
    public void The_best_language_that_there_is_a_template_for_is_taken(string? wanted, string language) =>
        Assert.Equal(language, new MailTemplates(Options.Create(new MailOptions())).Language(wanted));

    [Fact]
    public void A_file_of_the_operator_takes_the_place_of_the_same_one_and_of_no_other()
    {
        Write("en/set-password.subject.liquid", "Key to {{ site }}");
        var options = With(_folder.Path);

        var message = Sample.Composer(options).Compose(Sample.SetPassword()).Message;

        Assert.Empty(MailTemplates.Faults(options));
        Assert.Equal("Key to Members", message.Subject);
        Assert.Contains("You can set a password", message.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en/set-password.subject.liquid", "{% if %}", "cannot use 'en/set-password.subject.liquid'")]
    [InlineData("en/set-pasword.subject.liquid", "Hello", "'en/set-pasword.subject.liquid', which is of no mail")]
    [InlineData("not_a_language/set-password.subject.liquid", "Hello", "'not_a_language', which is no language tag")]
    [InlineData("fr/set-password.subject.liquid", "Bonjour", "no file 'fr/words.json'")]
    [InlineData("de/words.json", "{}", "cannot use 'de/words.json'")]
    public void A_folder_that_cannot_work_is_refused_at_the_start(string file, string content, string fault)
    {
        Write(file, content);

        var result = new MailOptionsValidator().Validate(null, With(_folder.Path));

        Assert.Contains(fault, result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused_at_the_start() => Assert.Contains(
        "which is no folder", new MailOptionsValidator().Validate(null, With("/nowhere/at/all")).FailureMessage, StringComparison.Ordinal);

    [Fact]
    public void The_preview_writes_each_mail_in_each_language()
    {
        var written = MailPreview.Write(_folder.Path, []);

        Assert.Equal(Enum.GetValues<MailKind>().Length * 2, written);
        Assert.Equal(written * 2, System.IO.Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Length);
    }

    private static MailOptions With(string folder) => new() { Templates = folder };

    private void Write(string file, string content)
    {
        var path = Path.Combine(_folder.Path, file);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
