using Members.Accounts;
using Members.Admission;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Audit;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.Grains.Throttling;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.SignUp;

namespace Members.Tests.Unit.Storage;

/// <summary>A member of whom everything is known that can be stored.</summary>
internal static class GoldenMember
{
    private static readonly DateTimeOffset At = Moments.Start;

    public static MemberRecord Everything() => new()
    {
        Id = Make.Owner,
        Status = MemberStatus.Active,
        CreatedAt = At,
        UpdatedAt = At + TimeSpan.FromTicks(1),
        LastLoginAt = At + Moments.Second,
        DeletedAt = At,
        Due = At + TimeSpan.FromSeconds(20),
        Profile = new Profile(Contact(), ProfilePrivacy.Community, Make.Id(2)),
        Addresses = new Addresses
        {
            Login = new LoginEmail("Ann.O'Neil@example.org", "ann.o'neil@example.org", "e:00ff"),
            Verified = true,
            Reserved =
            [
                new ReservedAddress(
                    new LoginEmail("Old@example.org", "old@example.org", "e:33cc"), At + TimeSpan.FromDays(7), Make.Id(14), Make.Id(15)),
            ],
        },
        Credentials = new Credentials
        {
            Password = new PasswordDigest(BcryptScheme.Name, "pepper-1", "$2a$11$hash"),
            Version = 3,
            Devices = [new DeviceRecord(Make.Id(11), TokenDigest.Of(Make.Token(TokenPurpose.Device)), At)],
        },
        Sessions = [Session(), Client()],
        Tokens =
        [
            Token(TokenPurpose.SetPassword, 4) with { ExpiresAt = At + TimeSpan.FromHours(3) },
            Token(TokenPurpose.SessionTicket, 5) with { Fate = TokenFate.Used },
            Token(TokenPurpose.Approval, 6) with { Fate = TokenFate.Replaced },
            Token(TokenPurpose.UndoEmailChange, 14) with { Fate = TokenFate.Revoked },
            Token(TokenPurpose.AuthorizationCode, 12) with { Code = new CodeBinding(Make.Id(13), "https://example.org/in", "challenge") },
        ],
        Outbox =
        [
            new OutboxEntry(
                Make.Id(7), MailKind.SetPassword, "ann@example.org", true, At + TimeSpan.FromHours(3), At + TimeSpan.FromMinutes(1), 1)
            {
                Facts = new MailFacts("Not this year.", At, "https://example.org/in", "de-AT,en"),
            },
            new OutboxEntry(Make.Id(16), MailKind.VerificationCode, "new@example.org", false, At + TimeSpan.FromMinutes(10), At, 1),
            new OutboxEntry(
                Make.Id(8),
                MailKind.LoginEmailChanged,
                "old@example.org",
                false,
                At + TimeSpan.FromDays(3),
                At + TimeSpan.FromMinutes(2),
                2),
        ],
        Events =
        [
            new EventRecord("user_created", At, "visitor", null, null, null),
            new EventRecord(
                "authn_login_fail", At, "visitor", "2001:db8::1", "INVALID_CREDENTIALS", "00cd", 3, At + Moments.Second),
        ],
        Pending = new PendingRegistration(Make.Digest(), ContactInfo.Empty, ProfilePrivacy.Public, At) { Submission = Submission() },
        Verification = new AddressVerification(
            VerificationUse.Change,
            Make.Id(12),
            TokenDigest.Of(Make.Token(TokenPurpose.EmailVerification)),
            "New@example.org",
            new CodeDigest("pepper-1", "AAEC"),
            4,
            At,
            true,
            At,
            [new CodeDigest("pepper-1", "AwQF")]),
        Applications = [Application()],
        Suspension = new SuspensionRecord(MemberStatus.Active, At + TimeSpan.FromDays(3), "Shouting.", IsTold: true),
        Consents = [new ConsentRecord("rules", "2026-11", At)],
        News = At + TimeSpan.FromMinutes(2),
        Reapplication = new PendingRegistration(Make.Digest(), ContactInfo.Empty, ProfilePrivacy.Private, At),
        DeletionAt = At + TimeSpan.FromDays(14),
        Import = new ImportMark(Make.Id(14), 2, At, 1),
    };

    private static ApplicationRecord Application()
    {
        var (by, at) = (new ActorRecord(ActorKind.Key, "4711", "Website"), At + TimeSpan.FromHours(1));
        var decision = new DecisionRecord(ApplicationAct.Approved, by, at, "Welcome.", "Known from the club.");
        return new ApplicationRecord(1, At)
        {
            Origin = new ApplicationOriginRecord("192.0.2.0/24", "agent/1.0"),
            Decision = decision,
            Notes = [new NoteRecord(by, at, "Looks good.")],
            History =
            [
                new HistoryRecord(ApplicationAct.Submitted, null, At, null), new HistoryRecord(ApplicationAct.Approved, by, at, "Welcome."),
            ],
            Search = "ann.o'neil@example.org änne o'neil",
            Undo = new UndoRecord(MemberStatus.Rejected, decision with { Outcome = ApplicationAct.Rejected }, at + Moments.Second)
            {
                Suspension = new SuspensionRecord(MemberStatus.Pending, At, "Spam.", IsTold: false),
                Mails =
                [
                    new OutboxEntry(Make.Id(32), MailKind.ApplicationRejected, "ann@example.org", true, at + Moments.Second, at, 0)
                    {
                        Facts = new MailFacts("Full.", At, null, "de,en"),
                    },
                ],
            },
            Undone = 1,
            Answers = Submission().Answers,
            FormVersion = 4,
            Rule = "Friends",
            Invitation = Submission().Invitation,
            TextsDigest = "00ff",
            Questions = [new QuestionRecord(by, at, "Who knows you?", "Bob does.", at + Moments.Second)],
            Claim = new ClaimRecord(by, at + TimeSpan.FromMinutes(5)),
            Request = Make.Id(31),
            AnswersChangedAt = At + Moments.Second,
            AnswerChanges = 2,
        };
    }

    private static SubmissionRecord Submission() => new(
        [new Answer("why", "Why do you join?", FieldKind.LongText, "\"For the \\\"games\\\".\"")], 4)
    {
        Rule = "Friends",
        Invitation = new ApplicationInvitationRecord(Make.Id(31), "Open day", new ActorRecord(ActorKind.Member, "4712", "Bob")),
        Admits = Admittance.Queue,
        UserAgent = "agent/1.0",
    };

    private static ContactInfo Contact() => new()
    {
        FirstName = "Änne <b>",
        LastName = "O'Neil 🙂",
        Picture = "https://example.org/a.png?b=1&c=2",
        Emails = ["other@example.org"],
        Phones = ["+49 89 1234"],
        Labels = ["vip"],
        Locale = "de-DE",
        Nickname = "annie",
        CustomFields =
        [
            new CustomField { Name = "note", StrValue = "\"quoted\"" },
            new CustomField { Name = "size", NumValue = 42.5 },
            new CustomField { Name = "born", DateValue = At },
        ],
    };

    private static TokenRecord Token(TokenPurpose purpose, int number) =>
        new(purpose, Make.Id(number), TokenDigest.Of(Make.Token(purpose)), At);

    private static SessionRecord Session() => new(
        Make.Id(3), TokenDigest.Of(Make.Token(TokenPurpose.Session)), At, At, At + TimeSpan.FromDays(14), new("agent/1.0", "192.0.2.1"));

    private static SessionRecord Client() => new(
        Make.Id(12),
        TokenDigest.Of(Make.Token(TokenPurpose.RefreshToken)),
        At,
        At,
        At + TimeSpan.FromDays(14),
        new(null, null),
        new OAuthSession(
            Make.Id(13),
            TokenDigest.OfFamily(Make.Token(TokenPurpose.RefreshToken)),
            TokenDigest.Of(Make.Token(TokenPurpose.RefreshToken, 2)),
            Make.Key(),
            [new AccessRecord(TokenDigest.Of(Make.Token(TokenPurpose.AccessToken)), At + TimeSpan.FromHours(4))]));
}
