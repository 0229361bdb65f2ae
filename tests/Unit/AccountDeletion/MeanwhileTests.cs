using Members.Accounts;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.EmailChange;
using Members.Grains.Login;
using Members.Grains.MemberSessions;
using Members.Grains.OAuth;
using Members.Grains.Passwords;
using Members.Grains.PasswordChange;
using Members.Grains.Profiles;
using Members.Grains.Tokens;
using Members.OAuth;
using Members.Secrets;

namespace Members.Tests.Unit.AccountDeletion;

/// <summary>What happens to a member who has asked for their deletion, and whether it stands afterwards.</summary>
public sealed class MeanwhileTests
{
    private static readonly DateTimeOffset Now = Moments.Start, At = Now + TimeSpan.FromDays(11);
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly OpaqueToken Link = Make.Token(TokenPurpose.SetPassword, 3), Ticket = Make.Token(TokenPurpose.SessionTicket, 4);
    private static readonly OpaqueToken Undo = Make.Token(TokenPurpose.UndoEmailChange, 5);
    private static readonly FreshTokens Fresh = new(
        Make.Token(TokenPurpose.AccessToken, 6), Make.Token(TokenPurpose.RefreshToken, 6), Make.Key());

    private static readonly Dictionary<string, Func<MemberRecord, MemberRecord?>> Deeds = new()
    {
        // Whoever is let in, by whatever way, comes back.
        ["login"] = r => LoginRules.Login(r, Login(matches: true), Now, Lifetime).Next,
        ["ticket of the site"] = r => LoginRules.IssueTicket(r, null, Make.Token(TokenPurpose.SessionTicket), Now, Lifetime).Next,
        ["single sign-on"] = r => LoginRules.SignOn(r, null, Make.Token(TokenPurpose.SessionTicket), Now, Lifetime).Next,
        ["session"] = r => SessionOpening.Redeem(
            r, Ticket, Make.Token(TokenPurpose.Session), Make.Origin, Now, Make.Terms(Lifetime)).Next,
        ["session of an app"] = r => ClientSessionRules.OpenFor(
            r, new OpenFor(Make.Id(7), null, Make.Origin), Fresh, Now, ClientTerms.Of(new MembersOptions())).Next,

        // Whoever is kept out is not deleted under the eyes of those who look into it.
        ["block"] = r => AdmissionRules.Block(r, new BlockMember()).Next,
        ["decision taken back"] = r => Endings.Apply(r, Ending.Undo) with { Status = MemberStatus.Pending },

        // The owner of the old address has not asked for it.
        ["change of the address undone"] = r => UndoRules.Undo(r, Undo, Link, Make.Id(8), Now, Lifetime).Next,

        // All else leaves it.
        ["wrong password"] = r => LoginRules.Login(r, Login(matches: false), Now, Lifetime).Next ?? r,
        ["link is mailed"] = r => PasswordRules.RequestLink(
            r, Make.Email(), Make.Token(TokenPurpose.SetPassword, 9), new LinkRequest(Make.Id(9), false, null), Now, Lifetime).Next,
        ["password is set by a link"] = r => PasswordRules.SetByToken(r, Link, Make.Digest("two"), null, Now).Next,
        ["approval"] = r => AdmissionRules.Approve(r, null, Make.Token(TokenPurpose.SessionTicket), Now, Lifetime).Next,
        ["address is changed by the site"] = r => Endings.Apply(r, Ending.EmailChangeWithSessions),
        ["all sessions are ended"] = r => Endings.Apply(r, Ending.AllSessions),
        ["profile is changed by the site"] = r => ProfileRules.Update(
            r, new UpdateProfile(ContactInfo.Empty with { FirstName = "Ann" }, ProfilePrivacy.Public), Now).Next,
    };

    public static TheoryData<string, bool> Table => new()
    {
        { "login", false },
        { "ticket of the site", false },
        { "single sign-on", false },
        { "session", false },
        { "session of an app", false },
        { "block", false },
        { "decision taken back", false },
        { "change of the address undone", false },
        { "wrong password", true },
        { "link is mailed", true },
        { "password is set by a link", false },
        { "approval", true },
        { "address is changed by the site", true },
        { "all sessions are ended", true },
        { "profile is changed by the site", true },
    };

    [Fact]
    public void Every_deed_has_a_row() => Assert.Equal(Deeds.Keys.Order(), Table.Select(r => (string)r[0]).Order());

    [Theory]
    [MemberData(nameof(Table))]
    public void It_stands_or_is_dropped_as_the_table_says(string deed, bool stands)
    {
        var next = Deeds[deed](Leaving());

        Assert.NotNull(next);
        Assert.Equal(stands ? At : null, next.DeletionAt);
    }

    // With a link, a ticket and a token to undo a change of the address, all of them good.
    private static MemberRecord Leaving()
    {
        var reserved = Make.Reserved("old@example.org", 5);
        return Make.Member() with
        {
            Addresses = Make.Owning("ann@example.org", reserved),
            DeletionAt = At,
            Tokens =
            [
                .. new[] { Link, Ticket, Undo }.Select(t => new TokenRecord(t.Purpose, t.Id, TokenDigest.Of(t), Now + Lifetime)),
            ],
        };
    }

    private static CheckedLogin Login(bool matches) => new(
        Make.Email(),
        new PasswordCheck(matches),
        Version: 1,
        Make.Token(TokenPurpose.SessionTicket),
        null,
        null,
        Make.Token(TokenPurpose.Application),
        null);
}
