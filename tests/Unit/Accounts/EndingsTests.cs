using System.Collections.Immutable;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Sessions;
using Members.Grains.Throttling;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Accounts;

/// <summary>
/// What ends with what, cell by cell. The table was made from the contract (section 1, I4, I7, I9) and ADR 9 and 11, not from the code:
/// whoever changes a cell here changes what members are promised.
/// </summary>
public sealed class EndingsTests
{
    // x: ends. A session that is kept is the one that asks, which only a new password spares; a row for it holds at every event.
    private const string Table = """
                           |Approval|Block|AllSessions|NewPassword|EmailChange|EmailChangeWithSessions|EmailChangeUndone|Rejection|Undo|
    sessions               |        |  x  |     x     |     x     |           |           x           |        x        |    x    | x  |
    the kept session       |        |     |           |           |           |                       |                 |         |    |
    devices                |        |  x  |     x     |     x     |           |           x           |        x        |    x    | x  |
    pending verification   |        |  x  |           |           |           |                       |        x        |         |    |
    used verification      |        |  x  |     x     |     x     |           |                       |        x        |    x    | x  |
    token SessionTicket    |        |  x  |     x     |     x     |           |           x           |        x        |    x    | x  |
    token AuthorizationCode|        |  x  |     x     |     x     |           |           x           |        x        |    x    | x  |
    token Approval         |   x    |  x  |           |           |           |                       |                 |    x    |    |
    token SetPassword      |        |  x  |           |     x     |     x     |           x           |        x        |         |    |
    token UndoEmailChange  |        |  x  |           |           |           |                       |                 |         |    |
    token Session          |        |     |           |           |           |                       |                 |         |    |
    token AccessToken      |        |     |           |           |           |                       |                 |         |    |
    token RefreshToken     |        |     |           |           |           |                       |                 |         |    |
    token Device           |        |     |           |           |           |                       |                 |         |    |
    token EmailVerification|        |     |           |           |           |                       |                 |         |    |
    token ApiKey           |        |     |           |           |           |                       |                 |         |    |
    token KeyAccess        |        |     |           |           |           |                       |                 |         |    |
    token Visitor          |        |     |           |           |           |                       |                 |         |    |
    token VisitorRefresh   |        |     |           |           |           |                       |                 |         |    |
    token Application      |   x    |  x  |           |           |           |                       |                 |         |    |
    token Decision         |        |     |           |           |           |                       |                 |         |    |
    mail SetPassword       |        |  x  |           |     x     |     x     |           x           |        x        |         |    |
    mail VerificationCode  |        |  x  |           |           |           |                       |        x        |         |    |
    mail LoginEmailChanged |        |     |           |           |           |                       |                 |         |    |
    mail ApplicationReceived|   x    |  x  |           |           |           |                       |                 |    x    |    |
    mail ApplicationQuestion|   x    |  x  |           |           |           |                       |                 |    x    |    |
    mail ApplicationApproved|        |  x  |           |           |           |                       |                 |    x    | x  |
    mail ApplicationRejected|   x    |  x  |           |           |           |                       |                 |         | x  |
    mail MemberBlocked     |   x    |  x  |           |           |           |                       |                 |         | x  |
    mail ApplicationsWaiting|        |  x  |           |           |           |                       |                 |         |    |
    mail ApplicationLapsed |        |     |           |           |           |                       |                 |         |    |
    mail Invitation        |        |     |           |           |           |                       |                 |         |    |
    mail AccountDeletion   |        |  x  |           |     x     |           |                       |        x        |    x    | x  |
    deletion               |        |  x  |           |     x     |           |                       |        x        |    x    | x  |
    """;

    // The same for a member who wants to leave, for one who comes back, and for one who comes out of a backup.
    private const string Leaving = """
                           |DeletionRequest|Return|Restore|
    sessions               |       x       |      |   x   |
    the kept session       |               |      |       |
    devices                |       x       |      |   x   |
    pending verification   |       x       |      |   x   |
    used verification      |       x       |      |   x   |
    token SessionTicket    |       x       |      |   x   |
    token AuthorizationCode|       x       |      |   x   |
    token Approval         |               |      |   x   |
    token SetPassword      |               |      |   x   |
    token UndoEmailChange  |               |      |       |
    token Session          |               |      |       |
    token AccessToken      |               |      |       |
    token RefreshToken     |               |      |       |
    token Device           |               |      |       |
    token EmailVerification|               |      |       |
    token ApiKey           |               |      |       |
    token KeyAccess        |               |      |       |
    token Visitor          |               |      |       |
    token VisitorRefresh   |               |      |       |
    token Application      |               |      |       |
    token Decision         |               |      |       |
    mail SetPassword       |               |      |   x   |
    mail VerificationCode  |       x       |      |   x   |
    mail LoginEmailChanged |               |      |       |
    mail ApplicationReceived|               |      |   x   |
    mail ApplicationQuestion|               |      |   x   |
    mail ApplicationApproved|               |      |   x   |
    mail ApplicationRejected|               |      |   x   |
    mail MemberBlocked     |               |      |   x   |
    mail ApplicationsWaiting|               |      |   x   |
    mail ApplicationLapsed |               |      |   x   |
    mail Invitation        |               |      |   x   |
    mail AccountDeletion   |               |  x   |   x   |
    deletion               |               |  x   |       |
    """;

    private const string TokenRow = "token ", MailRow = "mail ";
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly OpaqueToken Kept = Make.Token(TokenPurpose.Session, 2);
    private static readonly ImmutableArray<ImmutableArray<ImmutableArray<string>>> Tables = [.. new[] { Table, Leaving }.Select(Parse)];

    public static TheoryData<string, string, bool> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, bool>();
            foreach (var table in Tables)
            {
                foreach (var line in table.Skip(1))
                {
                    for (var i = 1; i < line.Length - 1; i++)
                    {
                        cells.Add(line[0], table[0][i], line[i] == "x");
                    }
                }
            }

            return cells;
        }
    }

    [Fact]
    public void The_tables_have_a_column_for_every_event_and_a_row_for_every_purpose_and_kind()
    {
        var rows = Tables[0].Skip(1).Select(l => l[0]).ToList();
        var events = Tables.SelectMany(t => t[0][1..^1]).Order(StringComparer.Ordinal);

        Assert.Equal(Words<Ending>().Where(e => e != nameof(Ending.None)), events);
        Assert.Equal(Words<TokenPurpose>(), Named(TokenRow));
        Assert.Equal(Words<MailKind>(), Named(MailRow));
        Assert.Equal(rows, Tables[1].Skip(1).Select(l => l[0]));
        Assert.All(Tables, t => Assert.All(t, l => Assert.Equal(t[0].Length, l.Length)));

        IEnumerable<string> Named(string row) =>
            rows.Where(r => r.StartsWith(row, StringComparison.Ordinal)).Select(r => r[row.Length..]).Order(StringComparer.Ordinal);

        static IEnumerable<string> Words<T>()
            where T : struct, Enum => Enum.GetNames<T>().Order(StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_event_ends_what_the_table_says(string what, string ending, bool ends)
    {
        var before = Full(isUsed: what == "used verification");
        var next = Endings.Apply(before, Enum.Parse<Ending>(ending), what == "the kept session" ? Kept.Id : null);

        Assert.True(IsThere(what, before), "the test is blind");
        Assert.Equal(ends, !IsThere(what, next));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void The_table_of_the_code_answers_the_same_when_asked_for_a_purpose_or_a_kind(string what, string ending, bool ends)
    {
        var one = Enum.Parse<Ending>(ending);
        if (what.StartsWith(TokenRow, StringComparison.Ordinal))
        {
            Assert.Equal(ends, Endings.Of(Enum.Parse<TokenPurpose>(what[TokenRow.Length..])).HasFlag(one));
        }

        if (what.StartsWith(MailRow, StringComparison.Ordinal))
        {
            Assert.Equal(ends, Endings.Of(Enum.Parse<MailKind>(what[MailRow.Length..])).HasFlag(one));
        }
    }

    [Fact]
    public void Keeping_one_session_ends_the_others() =>
        Assert.Equal([Kept.Id], Endings.Apply(Full(), Ending.NewPassword, Kept.Id).Sessions.Select(s => s.Id));

    [Fact]
    public void Nothing_ends_by_no_event()
    {
        var next = Endings.Apply(Full(), Ending.None);

        Assert.Equal(Full().Sessions.Select(s => s.Id), next.Sessions.Select(s => s.Id));
        Assert.Equal(Full().Tokens.AsEnumerable(), next.Tokens);
        Assert.Equal(Full().Outbox.AsEnumerable(), next.Outbox);
        Assert.Equal(Full().Credentials.Devices.AsEnumerable(), next.Credentials.Devices);
        Assert.Equal(Full().Verification, next.Verification);
        Assert.Equal(Full().DeletionAt, next.DeletionAt);
    }

    [Fact]
    public void What_was_dead_before_keeps_its_fate_and_a_code_that_ends_forgets_whose_it_was()
    {
        var record = Full();
        var used = record with { Tokens = OneTimeTokens.Use(record.Tokens, Make.Token(TokenPurpose.SetPassword, 100)) };
        var next = Endings.Apply(used, Ending.Block);

        Assert.Equal(TokenFate.Used, next.Tokens.Single(t => t.Purpose == TokenPurpose.SetPassword).Fate);
        Assert.Null(next.Tokens.Single(t => t.Purpose == TokenPurpose.AuthorizationCode).Code);
    }

    [Fact]
    public void No_event_touches_the_status_the_addresses_the_password_or_the_profile()
    {
        var before = Full();
        foreach (var ending in Enum.GetValues<Ending>())
        {
            var next = Endings.Apply(before, ending);

            Assert.Equal((before.Status, before.Addresses, before.Profile), (next.Status, next.Addresses, next.Profile));
            Assert.Equal(before.Credentials with { Devices = [] }, next.Credentials with { Devices = [] });
        }
    }

    private static ImmutableArray<ImmutableArray<string>> Parse(string table) =>
        [.. table.Split('\n').Select(l => l.Split('|').Select(c => c.Trim()).ToImmutableArray())];

    // Everything that a member can hold, one of each; of sessions two.
    private static MemberRecord Full(bool isUsed = false)
    {
        var (asked, code) = (Make.Token(TokenPurpose.EmailVerification), new CodeDigest("fixed", "AAEC"));
        var verification = VerificationRules.New(
            VerificationUse.Change, asked, Make.Email("new@example.org"), code, revokeSessions: false, Now);
        var (terms, first) = (Make.Terms(TimeSpan.FromDays(14)), Make.Token(TokenPurpose.Session, 1));
        return Make.Member() with
        {
            Sessions = SessionRules.Open(SessionRules.Open([], first, Make.Origin, Now, terms), Kept, Make.Origin, Now, terms),
            Credentials = Make.Member().Credentials with
            {
                Devices = RememberedDevices.Used([], null, Make.Token(TokenPurpose.Device), Now),
            },
            Verification = isUsed ? VerificationRules.Use(verification, Now) : verification,
            Tokens = [.. Enum.GetValues<TokenPurpose>().Select(Live)],
            Outbox = [.. Enum.GetValues<MailKind>().Select(k => Make.Mail(200 + (int)k, k))],
            DeletionAt = Now + TimeSpan.FromDays(14),
        };
    }

    private static TokenRecord Live(TokenPurpose purpose)
    {
        var token = Make.Token(purpose, purpose == TokenPurpose.SetPassword ? 100 : 101 + (int)purpose);
        var code = purpose == TokenPurpose.AuthorizationCode ? new CodeBinding(Make.Id(70), null, "challenge") : null;
        return new TokenRecord(purpose, token.Id, TokenDigest.Of(token), Now + TimeSpan.FromHours(1), Code: code);
    }

    private static bool IsThere(string what, MemberRecord record) => what switch
    {
        "sessions" => !record.Sessions.IsEmpty,
        "the kept session" => record.Sessions.Any(s => s.Id == Kept.Id),
        "devices" => !record.Credentials.Devices.IsEmpty,
        "pending verification" or "used verification" => record.Verification is not null,
        "deletion" => record.DeletionAt is not null,
        _ when what.StartsWith(MailRow, StringComparison.Ordinal) =>
            record.Outbox.Any(e => e.Kind == Enum.Parse<MailKind>(what[MailRow.Length..])),
        _ => record.Tokens.Single(t => t.Purpose == Enum.Parse<TokenPurpose>(what[TokenRow.Length..])).Fate is null,
    };
}
