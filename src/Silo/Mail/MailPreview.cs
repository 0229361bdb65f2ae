using System.Collections.Immutable;
using Members.Accounts;
using Members.Grains;
using Members.Grains.Mail;
using Members.Secrets;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Members.Silo.Mail;

/// <summary>Writes each mail in each language with sample values into a folder, to be looked at.</summary>
internal static class MailPreview
{
    private const string Switch = "--preview-mails";
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 30, 0, TimeSpan.Zero);

    /// <summary>Whether it is asked for, and the folder.</summary>
    public static bool IsRequested(string[] args, out string folder)
    {
        folder = args is [Switch, var named, ..] ? named : "";
        return folder.Length > 0;
    }

    /// <summary>Writes the mails, with the settings of the environment and the command line.</summary>
    /// <returns>How many were written.</returns>
    public static int Write(string folder, string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine([.. args.Skip(2)])
            .Build();
        var options = configuration.GetSection(MailOptions.Section).Get<MailOptions>() ?? new MailOptions();
        if (new MailOptionsValidator().Validate(null, options) is { Failed: true, FailureMessage: var fault })
        {
            throw new Hosting.StartupException(fault);
        }

        var mail = Options.Create(options);
        var templates = new MailTemplates(mail);
        var composer = new MailComposer(mail, Options.Create(new MembersOptions()), templates, new SampleSite(), TimeProvider.System);
        var written = 0;
        foreach (var language in templates.Languages)
        {
            var place = System.IO.Directory.CreateDirectory(Path.Combine(folder, language)).FullName;
            foreach (var job in Enum.GetValues<MailKind>().Select(kind => Sample(kind, language)))
            {
                Write(composer.Compose(job).Message, Path.Combine(place, MailFormat.Of(job.Kind).Template));
                written++;
            }
        }

        return written;
    }

    /// <summary>A mail with everything in it that its kind can say.</summary>
    public static MailJob Sample(MailKind kind, string language)
    {
        var member = new Guid("3f0e0d0c-0b0a-4908-8706-050403020100");
        var (purpose, lifetime) = kind switch
        {
            MailKind.SetPassword => ((TokenPurpose?)TokenPurpose.SetPassword, TimeSpan.FromHours(3)),
            MailKind.LoginEmailChanged => (TokenPurpose.UndoEmailChange, TimeSpan.FromDays(7)),
            MailKind.ApplicationReceived or MailKind.ApplicationQuestion => (TokenPurpose.Application, TimeSpan.FromDays(14)),
            MailKind.VerificationCode => (null, TimeSpan.FromMinutes(10)),
            MailKind.ApplicationsWaiting or MailKind.ApplicationApproved or MailKind.ApplicationRejected => (null, TimeSpan.Zero),
            MailKind.ApplicationLapsed or MailKind.Invitation or MailKind.MemberBlocked => (null, TimeSpan.Zero),
        };
        var link = purpose is { } known ? OpaqueToken.Create(known, member, member, new byte[32]) : null;
        var url = kind == MailKind.Invitation ? "sign-up?invitation=7Q2M-XK4T-9HBD" : null;
        var facts = new MailFacts("First line,\nand a second one.", Now, url, language);
        var decision = OpaqueToken.Create(TokenPurpose.Decision, member, member, new byte[32]);
        var waiting = ImmutableArray.Create(
            new MailedApplication("Ann O'Neil", "ann@example.org", decision),
            new MailedApplication(null, "bob@example.org", decision));
        return new MailJob(member, MemberId.New(), 1, kind, "ann@example.org", "Ann", link, lifetime, false, EmailCode.Of(123_456), facts)
        {
            Queue = kind == MailKind.ApplicationsWaiting ? new MailedApplications(12, TimeSpan.FromHours(5), waiting) : null,
        };
    }

    private static void Write(MimeMessage message, string path)
    {
        File.WriteAllText($"{path}.txt", $"Subject: {message.Subject}\n\n{message.TextBody}");
        File.WriteAllText($"{path}.html", message.HtmlBody);
    }

    private sealed class SampleSite : IPublicBaseUrl
    {
        public Uri Value { get; } = new("https://example.org");

        public bool HasConsole => true;
    }
}
