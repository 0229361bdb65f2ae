using Members.Accounts;
using Members.Emails;
using Members.Grains.Mail;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using Members.Verification;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

/// <summary>Verified changes of the login address, and their undoing (docs/adr/0011).</summary>
[Collection(MembersCollection.Name)]
public sealed class UndoingTests(MembersCluster cluster)
{
    private static readonly PlainPassword NewPassword = Password("quiet-lamp-orchard-8");

    [Fact]
    public async Task A_verified_change_waits_for_the_code_and_sets_the_old_address_aside()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        var proof = await Begin(member, next);
        Assert.True(await cluster.CanLogIn(member.Email));
        Assert.Null(await cluster.Index(next).Resolve());

        var view = (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false, true, proof))).Done();
        Assert.True(view.EmailVerified);
        Assert.True(await cluster.CanLogIn(next));
        Assert.False(await cluster.CanLogIn(member.Email));
        Assert.Null(await cluster.Index(member.Email).Resolve());
        (await cluster.Member(MemberId.New()).Register(Registration(member.Email))).Refused(new Refusal.EmailTaken());
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false, true, proof))).Done();

        cluster.Clock.Advance(TimeSpan.FromDays(7));
        await cluster.Upkeep(member.Id).Settle();
        await cluster.Register(member.Email);
        Assert.Empty((await cluster.StoredMember(member.Id)).Addresses.Reserved);
    }

    [Fact]
    public async Task Nobody_who_names_a_member_kills_the_code_of_their_change()
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        var proof = await Begin(member, next);

        (await Verification(member.Id).SendCodeAgain()).Refused(new Refusal.MemberNotFound());
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false, true, proof))).Done();
    }

    [Fact]
    public async Task An_undo_brings_the_old_address_back_and_ends_all_that_the_other_had()
    {
        var (member, second, third) = (await cluster.Register(), NewEmail(), NewEmail());
        var undo = await Change(member, second);
        var later = await Change(member, third);
        var session = await cluster.OpenSession(member.Id);
        (await Verification(member.Id).InspectUndoToken(undo)).Done();

        (await Verification(member.Id).UndoEmailChange(undo)).Done();

        Assert.Equal(member.Id, await cluster.Index(member.Email).Resolve());
        Assert.False(await cluster.IsLive(session));
        Assert.False(await cluster.CanLogIn(member.Email));
        (await Verification(member.Id).UndoEmailChange(undo)).Refused(new Refusal.TokenInvalid(TokenFate.Used));
        (await Verification(member.Id).UndoEmailChange(later)).Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
        await cluster.Register(second);
        await cluster.Register(third);

        var mail = cluster.Mail.Of(member.Id)[^1];
        Assert.Equal((MailKind.SetPassword, member.Email.Typed), (mail.Kind, mail.To));
        (await cluster.Member(member.Id).SetPassword(new SetPassword(mail.Link!, NewPassword))).Done();
        Assert.True(await cluster.CanLogIn(member.Email, NewPassword));
    }

    [Fact]
    public async Task No_change_of_the_password_and_no_other_change_ends_an_undo()
    {
        var (member, second) = (await cluster.Register(), NewEmail());
        var undo = await Change(member, second);
        var session = await cluster.OpenSession(member.Id);
        (await cluster.Member(member.Id).ChangePassword(new ChangePassword(session.Id, GoodPassword, NewPassword))).Done();
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(NewEmail(), true))).Done();

        (await Verification(member.Id).UndoEmailChange(undo)).Done();
        Assert.Equal(member.Id, await cluster.Index(member.Email).Resolve());
    }

    [Fact]
    public async Task A_block_ends_an_undo()
    {
        var member = await cluster.Register();
        var undo = await Change(member, NewEmail());
        (await cluster.Member(member.Id).Block()).Done();

        (await Verification(member.Id).UndoEmailChange(undo)).Refused(new Refusal.TokenInvalid(TokenFate.Revoked));
    }

    [Fact]
    public async Task An_undo_is_over_after_seven_days()
    {
        var member = await cluster.Register();
        var undo = await Change(member, NewEmail());
        cluster.Clock.Advance(TimeSpan.FromDays(7));

        (await Verification(member.Id).InspectUndoToken(undo)).Refused(new Refusal.TokenExpired());
        (await Verification(member.Id).UndoEmailChange(undo)).Refused(new Refusal.TokenExpired());
        (await cluster.Member(MemberId.New()).Register(Registration(member.Email))).Refused(new Refusal.EmailTaken());
        await cluster.Upkeep(member.Id).Settle();
        await cluster.Register(member.Email);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_notice_that_is_sent_again_carries_another_token_beside_the_first_which_may_have_arrived(bool first)
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        var proof = await Begin(member, next);
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false, true, proof))).Done();
        var unknown = cluster.Mail.Of(member.Id)[^1].Link!;
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        await cluster.Upkeep(member.Id).Settle();
        var again = cluster.Mail.Of(member.Id)[^1].Link!;

        (await Verification(member.Id).UndoEmailChange(first ? unknown : again)).Done();
        (await Verification(member.Id).UndoEmailChange(first ? again : unknown)).Refused(new Refusal.TokenInvalid(TokenFate.Used));
    }

    [Fact]
    public async Task A_member_may_come_back_to_an_address_of_their_own_and_the_sixth_verified_change_waits()
    {
        var member = await cluster.Register();
        var second = NewEmail();
        await Change(member, second);
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(member.Email, false))).Done();
        Assert.True(await cluster.CanLogIn(member.Email));
        await cluster.Register(second);

        for (var i = 0; i < 5; i++)
        {
            await Change(member, NewEmail());
        }

        Assert.IsType<Refusal.TooManyRequests>(
            (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(NewEmail(), false, true))).Refusal);
    }

    [Fact]
    public async Task A_code_of_a_change_finishes_no_registration_and_logs_nobody_in()
    {
        var member = await cluster.Register();
        var proof = await Begin(member, NewEmail());

        (await Verification(member.Id).FinishRegistration(proof)).Refused(
            new Refusal.EmailVerificationFailed(VerificationFailure.NotFound));
    }

    [Fact]
    public async Task A_member_is_made_without_a_password_and_deleted_without_a_trace()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        (await cluster.Member(id).Create(new CreateMember(email, new ContactInfo { FirstName = "Ann" }, ProfilePrivacy.Private))).Done();
        (await cluster.Member(MemberId.New()).Create(new CreateMember(email, ContactInfo.Empty, ProfilePrivacy.Private)))
            .Refused(new Refusal.EmailTaken());
        Assert.False(await cluster.CanLogIn(email));
        var session = await cluster.OpenSession(id);
        (await cluster.Member(id).Delete()).Done();

        Assert.False(await cluster.IsLive(session));
        Assert.Null(await cluster.Member(id).Find());
        Assert.Null(await cluster.Member(id).ListEvents(10));
        var record = await cluster.StoredMember(id);
        Assert.Equal((MemberStatus.None, true), (record.Status, record.DeletedAt is not null));
        Assert.Null(record.Addresses.Login);
        Assert.Empty(record.Events);
        Assert.Null(record.Profile.Contact.FirstName);
        (await cluster.Member(id).Delete()).Refused(new Refusal.MemberNotFound());
        Assert.IsType<Refusal.Invalid>((await cluster.Member(id).Register(Registration(email))).Refusal);
        await cluster.Register(email);
    }

    [Fact]
    public async Task A_deletion_frees_every_address_of_a_member_whatever_their_status()
    {
        var member = await cluster.Register();
        var second = NewEmail();
        await Change(member, second);
        (await cluster.Member(member.Id).Block()).Done();
        (await cluster.Member(member.Id).Delete()).Done();

        await cluster.Register(member.Email);
        await cluster.Register(second);
        Assert.Empty((await cluster.StoredMember(member.Id)).Addresses.Reserved);
    }

    private IMemberVerificationGrain Verification(Guid id) => cluster.Grains.GetGrain<IMemberVerificationGrain>(id);

    private async Task<EmailProof> Begin(Known member, EmailAddress next)
    {
        var refusal = Assert.IsType<Refusal.EmailVerificationRequired>(
            (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false, true))).Refusal);
        var mail = cluster.Mail.Of(member.Id)[^1];
        Assert.Equal(next.Typed, mail.To);
        return new EmailProof(refusal.Verification, mail.Code!);
    }

    // Changes the address and takes the token of the undo out of the mail, as if that had left.
    private async Task<OpaqueToken> Change(Known member, EmailAddress next)
    {
        var proof = await Begin(member, next);
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false, true, proof))).Done();
        var notice = cluster.Mail.Of(member.Id)[^1];
        await cluster.Upkeep(member.Id).MailSent(notice.EntryId, notice.Attempt);
        return notice.Link!;
    }
}
