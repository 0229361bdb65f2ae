using Members.Accounts;
using Members.Emails;
using Members.Grains.Emails;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using Members.Verification;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains.Faults;

/// <content>Commands that verify, undo, make and delete.</content>
internal static partial class FaultCases
{
    private static async Task<Trial> FinishRegistration(MembersCluster cluster)
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var proof = await Waiting(cluster, id, email);
        return new Trial(
            [cluster.Index(email), cluster.Member(id)],
            async () => (await Verification(cluster, id).FinishRegistration(proof)).Done().SessionTicket is not null,
            () => LookAtMember(cluster, id, email),
            async acknowledged =>
            {
                if (await cluster.Member(id).Find() is null)
                {
                    // Nobody repeated it and its process died: within its ten minutes the code is still good.
                    Assert.False(acknowledged);
                    (await Verification(cluster, id).FinishRegistration(proof with { Code = cluster.Mail.Of(id)[^1].Code! })).Done();
                }

                await WholeOrFree(cluster, id, email, true);
            });
    }

    private static async Task<Trial> WrongCode(MembersCluster cluster)
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var proof = await Waiting(cluster, id, email);
        await cluster.Upkeep(id).MailSent(cluster.Mail.Of(id)[^1].EntryId, 1);
        var wrong = proof with { Code = EmailCode.Of(proof.Code.Reveal() == "100000" ? 100_001 : 100_000) };
        return new Trial(
            [cluster.Member(id)],
            async () => (await Verification(cluster, id).FinishRegistration(wrong)).Refusal
                is Refusal.EmailVerificationFailed { Reason: VerificationFailure.BadCode },
            () => LookAtMember(cluster, id, email),
            async acknowledged =>
            {
                var left = (await cluster.StoredMember(id)).Verification!.TriesLeft;
                Assert.InRange(left, 3, acknowledged ? 4 : 5);
                (await Verification(cluster, id).FinishRegistration(proof)).Done();
            });
    }

    private static async Task<Trial> SendCodeAgain(MembersCluster cluster)
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var proof = await Waiting(cluster, id, email);
        return new Trial(
            [cluster.Member(id)],
            async () => (await Verification(cluster, id).SendCodeAgain()).Succeeded,
            () => LookAtMember(cluster, id, email),
            async _ => (await Verification(cluster, id).FinishRegistration(proof with { Code = cluster.Mail.Of(id)[^1].Code! })).Done());
    }

    private static async Task<Trial> BeginVerifiedChange(MembersCluster cluster)
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        return Of(
            cluster,
            member,
            async () => (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false, true))).Refusal
                is Refusal.EmailVerificationRequired,
            async acknowledged =>
            {
                Assert.True(await cluster.CanLogIn(member.Email));
                Assert.Equal(acknowledged, acknowledged && cluster.Mail.Of(member.Id).Any(m => m.Code is not null));
                await cluster.Register(next);
            });
    }

    private static async Task<Trial> VerifiedChange(MembersCluster cluster)
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        var proof = await Begun(cluster, member, next);
        return new Trial(
            [cluster.Index(member.Email), cluster.Index(next), cluster.Member(member.Id)],
            async () => (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false, true, proof)))
                .Done().LoginEmail == next.Typed,
            async () => await LookAtMember(cluster, member.Id, member.Email) + await cluster.Index(next).Resolve(),
            async acknowledged =>
            {
                var (old, fresh) = (await cluster.CanLogIn(member.Email), await cluster.CanLogIn(next));
                Assert.True(old ^ fresh, $"The old address logs in: {old}, the new one: {fresh}.");
                Assert.True(fresh || !acknowledged);
                Assert.Equal(new AddressOwner(member.Id, LogsIn: !fresh), await cluster.OwnerOf(member.Email));
                if (fresh)
                {
                    // Of a change that upkeep finished the notice leaves with its next try.
                    cluster.Clock.Advance(TimeSpan.FromMinutes(2));
                    await cluster.Upkeep(member.Id).Settle();
                    (await Verification(cluster, member.Id).UndoEmailChange(cluster.Mail.Of(member.Id).Last(m => m.Link is not null).Link!))
                        .Done();
                    Assert.Equal(member.Id, await cluster.Index(member.Email).Resolve());
                }

                await cluster.Register(next);
            });
    }

    private static async Task<Trial> UndoChange(MembersCluster cluster)
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        var proof = await Begun(cluster, member, next);
        (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false, true, proof))).Done();
        var notice = cluster.Mail.Of(member.Id)[^1];
        await cluster.Upkeep(member.Id).MailSent(notice.EntryId, notice.Attempt);
        var session = await cluster.OpenSession(member.Id);
        return new Trial(
            [cluster.Index(member.Email), cluster.Index(next), cluster.Member(member.Id)],
            async () => DoneOrUsed(await Verification(cluster, member.Id).UndoEmailChange(notice.Link!)),
            async () => await LookAtMember(
                cluster, member.Id, member.Email) + await cluster.Index(next).Resolve() + await cluster.IsLive(session),
            async acknowledged =>
            {
                var record = await cluster.StoredMember(member.Id);
                var undone = record.Addresses.Login!.Is(member.Email);
                Assert.True(undone || !acknowledged);
                Assert.Equal(!undone, await cluster.IsLive(session));
                Assert.Equal(!undone, await cluster.CanLogIn(next));
                Assert.Equal(new AddressOwner(member.Id, LogsIn: undone), await cluster.OwnerOf(member.Email));
                if (undone)
                {
                    await cluster.Register(next);
                    cluster.Clock.Advance(TimeSpan.FromMinutes(2));
                    await cluster.Upkeep(member.Id).Settle();
                    (await cluster.Member(member.Id).SetPassword(cluster.Mail.Of(member.Id)[^1].Link!, NewPassword)).Done();
                    Assert.True(await cluster.CanLogIn(member.Email, NewPassword));
                }
            });
    }

    private static Task<Trial> Create(MembersCluster cluster)
    {
        var (id, email) = (MemberId.New(), NewEmail());
        return Task.FromResult(new Trial(
            [cluster.Index(email), cluster.Member(id)],
            async () => (await cluster.Member(id).Create(new CreateMember(email, ContactInfo.Empty, ProfilePrivacy.Private)))
                .Done().Id == id,
            () => LookAtMember(cluster, id, email),
            async acknowledged =>
            {
                var exists = await cluster.Member(id).Find() is not null;
                Assert.True(exists || !acknowledged);
                Assert.Equal(exists ? id : null, await cluster.Index(email).Resolve());
            }));
    }

    private static async Task<Trial> Delete(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var session = await cluster.OpenSession(member.Id);
        return new Trial(
            [cluster.Index(member.Email), cluster.Member(member.Id)],
            async () => (await cluster.Member(member.Id).Delete()) is { Succeeded: true } or { Refusal: Refusal.MemberNotFound },
            () => LookAtMember(cluster, member.Id, member.Email),
            async acknowledged =>
            {
                var exists = await cluster.Member(member.Id).Find() is not null;
                Assert.False(exists && acknowledged);
                Assert.Equal(exists, await cluster.IsLive(session));
                Assert.Equal(exists, await cluster.CanLogIn(member.Email));
                if (!exists)
                {
                    await cluster.Register(member.Email);
                }
            });
    }

    private static IMemberVerificationGrain Verification(MembersCluster cluster, Guid id) =>
        cluster.Grains.GetGrain<IMemberVerificationGrain>(id);

    private static async Task<EmailProof> Waiting(MembersCluster cluster, Guid id, EmailAddress email)
    {
        await cluster.Settings().ChangeSignupPolicy(null, true);
        try
        {
            var refusal = Assert.IsType<Refusal.EmailVerificationRequired>(
                (await cluster.Member(id).Register(Registration(email))).Refusal);
            return new EmailProof(refusal.Verification, cluster.Mail.Of(id)[^1].Code!);
        }
        finally
        {
            await cluster.Settings().ChangeSignupPolicy(null, false);
        }
    }

    private static async Task<EmailProof> Begun(MembersCluster cluster, Known member, EmailAddress next)
    {
        var refusal = Assert.IsType<Refusal.EmailVerificationRequired>(
            (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false, true))).Refusal);
        return new EmailProof(refusal.Verification, cluster.Mail.Of(member.Id)[^1].Code!);
    }
}
