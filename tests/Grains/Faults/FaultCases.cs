using System.Text.Json;
using Members.Accounts;
using Members.ApiKeys;
using Members.Emails;
using Members.Grains.Emails;
using Members.Outcomes;
using Members.Secrets;
using Members.Settings;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains.Faults;

/// <summary>A command under test, once what it needs is in place.</summary>
/// <param name="Grains">Whose records it writes.</param>
/// <param name="Run">Gives the command; true when it was done, false when it was refused because it had been done before.</param>
/// <param name="Look">Tells everything that can be seen of the outcome, without changing anything.</param>
/// <param name="Judge">Fails unless the outcome is whole, or (when it was not acknowledged) nothing at all.</param>
internal sealed record Trial(IAddressable[] Grains, Func<Task<bool>> Run, Func<Task<string>> Look, Func<bool, Task> Judge)
{
    /// <summary>The members whose unfinished work can be settled.</summary>
    public IReadOnlyList<Guid> Members => [.. Grains.OfType<IMemberGrain>().Select(g => g.GetPrimaryKey())];
}

/// <summary>A command: the records it commits, in order, and how to try it.</summary>
internal sealed record FaultCase(string[] Commits, Func<MembersCluster, Task<Trial>> Prepare);

/// <summary>Every command that writes. How many commits each makes is documented on its grain's interface.</summary>
internal static partial class FaultCases
{
    private static readonly PlainPassword NewPassword = Password("quiet-lamp-orchard-8");

    public static IReadOnlyDictionary<string, FaultCase> All { get; } = new Dictionary<string, FaultCase>
    {
        ["register"] = new(["member"], Register),
        ["register again"] = new(["member"], RegisterAgain),
        ["login"] = new(["member"], Login),
        ["approve"] = new(["member"], Approve),
        ["approve by token"] = new(["member"], ApproveByToken),
        ["unblock"] = new(["member"], Unblock),
        ["block"] = new(["member"], Block),
        ["change login email"] = new(["member"], ChangeLoginEmail),
        ["send set-password email"] = new(["member"], SendSetPasswordEmail),
        ["mail sent"] = new(["member"], MailSent),
        ["mail again"] = new(["member"], MailAgain),
        ["try mails now"] = new(["member"], TryMailsNow),
        ["set password"] = new(["member"], SetPassword),
        ["change password"] = new(["member"], ChangePassword),
        ["issue ticket"] = new(["member"], IssueTicket),
        ["sign on"] = new(["member"], SignOn),
        ["open session"] = new(["member"], OpenSession),
        ["end session"] = new(["member"], EndSession),
        ["end all sessions"] = new(["member"], EndAllSessions),
        ["finish registration"] = new(["member"], FinishRegistration),
        ["wrong code"] = new(["member"], WrongCode),
        ["send code again"] = new(["member"], SendCodeAgain),
        ["begin verified change"] = new(["member"], BeginVerifiedChange),
        ["verified change"] = new(["member"], VerifiedChange),
        ["undo change"] = new(["member"], UndoChange),
        ["create"] = new(["member"], Create),
        ["delete"] = new(["member"], Delete),
        ["change settings"] = new(["site-settings"], ChangeSettings),
        ["create key"] = new(["api-key"], CreateKey),
        ["adopt key"] = new(["api-key"], AdoptKey),
        ["revoke key"] = new(["api-key"], RevokeKey),
        ["authorize"] = new(["member"], Authorize),
        ["redeem code"] = new(["member"], RedeemCode),
        ["redeem code again"] = new(["member"], RedeemCodeAgain),
        ["refresh"] = new(["member"], Refresh),
        ["refresh with an older token"] = new(["member"], RefreshWithOlder),
        ["open for a client"] = new(["member"], OpenFor),
        ["revoke token"] = new(["member"], RevokeToken),
        ["create client"] = new(["oauth-clients"], CreateClient),
        ["delete client"] = new(["oauth-clients"], DeleteClient),
        ["issue key token"] = new(["api-key"], IssueKeyToken),
        ["assign roles"] = new(["staff"], AssignRoles),
        ["change roles"] = new(["staff"], ChangeRoles),
        ["remove from staff"] = new(["staff"], RemoveFromStaff),
        ["verify email"] = new(["member"], VerifyEmail),
        ["request deletion"] = new(["member"], RequestDeletion),
        ["come back"] = new(["member"], ComeBack),
        ["deletion is due"] = new(["member"], DeletionIsDue),
    };

    private static Task<Trial> Register(MembersCluster cluster)
    {
        var (id, email) = (MemberId.New(), NewEmail());
        return Task.FromResult(new Trial(
            [cluster.Index(email), cluster.Member(id)],
            async () => (await cluster.Member(id).Register(Registration(email))).Done().SessionTicket is not null,
            () => LookAtMember(cluster, id, email),
            acknowledged => WholeOrFree(cluster, id, email, acknowledged)));
    }

    private static async Task<Trial> RegisterAgain(MembersCluster cluster)
    {
        var member = await cluster.Register();
        return Of(
            cluster,
            member,
            async () => (await cluster.Member(member.Id).Register(Registration(member.Email))).Done().Member.Id == member.Id,
            _ => WholeOrFree(cluster, member.Id, member.Email, true));
    }

    private static async Task<Trial> Login(MembersCluster cluster)
    {
        var member = await cluster.Register();
        return Of(
            cluster,
            member,
            async () => (await cluster.Login(member.Email)).Done().Member.LastLoginAt is not null,
            async acknowledged =>
            {
                Assert.True(!acknowledged || (await cluster.Member(member.Id).Find())?.LastLoginAt is not null);
                Assert.True(await cluster.CanLogIn(member.Email));
            });
    }

    private static async Task<Trial> Approve(MembersCluster cluster) =>
        Becoming(cluster, await cluster.RegisterPending(), MemberStatus.Pending, MemberStatus.Active, m => cluster.Member(m.Id).Approve());

    private static async Task<Trial> ApproveByToken(MembersCluster cluster) =>
        Becoming(
            cluster, await cluster.RegisterPending(), MemberStatus.Pending, MemberStatus.Active,
            m => cluster.Member(m.Id).ApproveWithToken(m.Registered.ApprovalToken!));

    private static async Task<Trial> Unblock(MembersCluster cluster)
    {
        var member = await cluster.Register();
        (await cluster.Member(member.Id).Block()).Done();
        return Becoming(cluster, member, MemberStatus.Blocked, MemberStatus.Active, m => cluster.Member(m.Id).Approve());
    }

    private static async Task<Trial> Block(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var (session, link) = (await cluster.OpenSession(member.Id), await cluster.MailLink(member));
        return Of(
            cluster,
            member,
            async () => (await cluster.Member(member.Id).Block()).Succeeded,
            async acknowledged =>
            {
                var blocked = (await cluster.Member(member.Id).Find())!.Status == MemberStatus.Blocked;
                Assert.True(blocked || !acknowledged);
                Assert.Equal(!blocked, await cluster.IsLive(session));
                Assert.Equal(!blocked, await cluster.CanLogIn(member.Email));
                Assert.True(!blocked || !(await cluster.Member(member.Id).SetPassword(link, NewPassword)).Succeeded);
            },
            async () => $"{await cluster.IsLive(session)} {(await cluster.Member(member.Id).InspectSetPasswordToken(link)).Refusal}");
    }

    private static async Task<Trial> ChangeLoginEmail(MembersCluster cluster)
    {
        var (member, next) = (await cluster.Register(), NewEmail());
        return new Trial(
            [cluster.Index(member.Email), cluster.Index(next), cluster.Member(member.Id)],
            async () => (await cluster.Member(member.Id).ChangeLoginEmail(new ChangeLoginEmail(next, false)))
                .Done().LoginEmail == next.Typed,
            async () => await LookAtMember(cluster, member.Id, member.Email) + await cluster.Index(next).Resolve(),
            async acknowledged =>
            {
                var (old, fresh) = (await cluster.CanLogIn(member.Email), await cluster.CanLogIn(next));
                Assert.True(old ^ fresh, $"The old address logs in: {old}, the new one: {fresh}.");
                Assert.True(fresh || !acknowledged);
                var record = await cluster.StoredMember(member.Id);
                Assert.Equal((fresh ? next : member.Email).Canonical, record.Addresses.Login!.Canonical);

                // Whichever address is not the member's is anybody's, and the old one was told if it was left.
                await cluster.Register(fresh ? member.Email : next);
                Assert.Equal(fresh, record.Outbox.Any() || cluster.Mail.Of(member.Id).Count > 0);
            });
    }

    private static async Task<Trial> SendSetPasswordEmail(MembersCluster cluster)
    {
        var member = await cluster.Register();
        return Of(
            cluster,
            member,
            async () =>
            {
                await cluster.Member(member.Id).SendSetPasswordEmail(member.Email, false);
                return true;
            },
            acknowledged => NewestLinkWorks(cluster, member, acknowledged));
    }

    private static async Task<Trial> MailSent(MembersCluster cluster)
    {
        var member = await cluster.Register();
        await cluster.MailLink(member);
        var mail = Assert.Single(cluster.Mail.Of(member.Id));
        return Of(
            cluster,
            member,
            async () =>
            {
                await cluster.Upkeep(member.Id).MailSent(mail.EntryId, mail.Attempt);
                return true;
            },
            async acknowledged =>
            {
                Assert.True(!acknowledged || (await cluster.StoredMember(member.Id)).Outbox.IsEmpty);
                await NewestLinkWorks(cluster, member, true);
            });
    }

    private static async Task<Trial> MailAgain(MembersCluster cluster)
    {
        var member = await cluster.Register();
        await cluster.MailLink(member);
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        return Of(
            cluster,
            member,
            async () =>
            {
                await cluster.Upkeep(member.Id).Settle();
                return true;
            },
            async _ =>
            {
                // A try whose commit came through although its answer did not waits for its next turn: two minutes.
                cluster.Clock.Advance(TimeSpan.FromMinutes(2));
                await cluster.Upkeep(member.Id).Settle();
                await NewestLinkWorks(cluster, member, true);
            });
    }

    private static async Task<Trial> SetPassword(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var (session, link) = (await cluster.OpenSession(member.Id), await cluster.MailLink(member));
        await cluster.Upkeep(member.Id).MailSent(cluster.Mail.Of(member.Id)[^1].EntryId, cluster.Mail.Of(member.Id)[^1].Attempt);
        return Of(
            cluster,
            member,
            async () => DoneOrUsed(await cluster.Member(member.Id).SetPassword(link, NewPassword)),
            acknowledged => OldOrNewPassword(cluster, member, acknowledged, () => cluster.IsLive(session)),
            async () => $"{await cluster.IsLive(session)} {(await cluster.Member(member.Id).InspectSetPasswordToken(link)).Refusal}");
    }

    private static async Task<Trial> ChangePassword(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var (mine, other) = (await cluster.OpenSession(member.Id), await cluster.OpenSession(member.Id));
        return Of(
            cluster,
            member,
            async () =>
            {
                var outcome = await cluster.Member(member.Id).ChangePassword(new ChangePassword(mine.Id, GoodPassword, NewPassword));
                return outcome.Succeeded
                    || (outcome.Refusal is Refusal.InvalidCredentials && await cluster.CanLogIn(member.Email, NewPassword));
            },
            async acknowledged =>
            {
                await OldOrNewPassword(cluster, member, acknowledged, () => cluster.IsLive(other));
                Assert.True(await cluster.IsLive(mine));
            });
    }

    private static async Task<Trial> IssueTicket(MembersCluster cluster)
    {
        var member = await cluster.Register();
        return Of(
            cluster,
            member,
            async () => (await cluster.Member(member.Id).IssueSessionTicket()).Succeeded,
            async _ => Assert.True(await cluster.IsLive(await cluster.OpenSession(member.Id))));
    }

    private static async Task<Trial> SignOn(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var foreign = await cluster.OpenSession(member.Id);
        return Of(
            cluster,
            member,
            async () => (await cluster.Member(member.Id).SignOn()).Succeeded,
            async acknowledged => Assert.True(!acknowledged || !await cluster.IsLive(foreign)));
    }

    private static async Task<Trial> OpenSession(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var ticket = member.Registered.SessionTicket!;
        return Of(
            cluster,
            member,
            async () => DoneOrUsed(await cluster.Member(member.Id).OpenSession(ticket, Somewhere)),
            async acknowledged =>
            {
                // One ticket, one session at most; used exactly if there is one.
                var record = await cluster.StoredMember(member.Id);
                var used = record.Tokens.Single(t => t.Id == ticket.Id).Fate == TokenFate.Used;
                Assert.Equal(used ? 1 : 0, record.Sessions.Length);
                Assert.True(used || !acknowledged);
            });
    }

    private static async Task<Trial> EndSession(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var (ended, other) = (await cluster.OpenSession(member.Id), await cluster.OpenSession(member.Id));
        return Of(
            cluster,
            member,
            async () =>
            {
                await cluster.Member(member.Id).EndSession(ended.Id);
                return true;
            },
            async acknowledged =>
            {
                Assert.True(!acknowledged || !await cluster.IsLive(ended));
                Assert.True(await cluster.IsLive(other));
            },
            async () => $"{await cluster.IsLive(ended)}");
    }

    private static async Task<Trial> EndAllSessions(MembersCluster cluster)
    {
        var member = await cluster.Register();
        var (first, second) = (await cluster.OpenSession(member.Id), await cluster.OpenSession(member.Id));
        return Of(
            cluster,
            member,
            async () =>
            {
                await cluster.Member(member.Id).EndAllSessions();
                return true;
            },
            async acknowledged =>
            {
                var live = await cluster.IsLive(first);
                Assert.Equal(live, await cluster.IsLive(second));
                Assert.True(!acknowledged || !live);
            },
            async () => $"{await cluster.IsLive(first)}");
    }

    private static Task<Trial> ChangeSettings(MembersCluster cluster)
    {
        var settings = cluster.Settings($"site-{MemberId.New():N}");
        return Task.FromResult(new Trial(
            [settings],
            async () =>
            {
                await settings.ChangeSignupPolicy(SignupApproval.Manual, null);
                return true;
            },
            async () => (await settings.SignupPolicy()).Approval.ToString(),
            async acknowledged => Assert.True(!acknowledged || (await settings.SignupPolicy()).Approval == SignupApproval.Manual)));
    }

    private static Task<Trial> CreateKey(MembersCluster cluster)
    {
        // A caller that repeats takes another id, because the secret of the first is lost with its answer.
        var first = cluster.ApiKey(MemberId.New());
        var (key, secret) = (first, (ApiKeySecret?)null);
        return Task.FromResult(new Trial(
            [first],
            async () =>
            {
                var use = key;
                key = cluster.ApiKey(MemberId.New());
                var created = (await use.Create(new CreateApiKey("console", Scopes.KeysManage, null))).Done();
                return ApiKeySecret.TryParse(created.Secret.Reveal(), out secret);
            },
            async () => $"{await first.Check(NoSecret)}",
            async acknowledged => Assert.True(!acknowledged || await cluster.ApiKey(secret!.KeyId).Check(secret) == Scopes.KeysManage)));
    }

    private static Task<Trial> AdoptKey(MembersCluster cluster)
    {
        var secret = Operators();
        var key = cluster.ApiKey(secret.KeyId);
        return Task.FromResult(new Trial(
            [key],
            async () =>
            {
                await key.Adopt(secret, "bootstrap");
                return true;
            },
            async () => $"{await key.Check(secret)}",
            async acknowledged => Assert.True(!acknowledged || await key.Check(secret) == ScopeSet.All)));
    }

    private static async Task<Trial> RevokeKey(MembersCluster cluster)
    {
        var secret = Operators();
        var key = cluster.ApiKey(secret.KeyId);
        await key.Adopt(secret, "bootstrap");
        return new Trial(
            [key],
            key.Revoke,
            async () => $"{await key.Check(secret)}",
            async acknowledged => Assert.True(!acknowledged || await key.Check(secret) == Scopes.None));
    }

    private static ApiKeySecret NoSecret { get; } = Operators();

    private static ApiKeySecret Operators() =>
        ApiKeySecret.TryParse(
            $"operator-{MemberId.New():N}-{MemberId.New():N}", out var secret) ? secret : throw new FormatException("Not a key.");

    private static Trial Of(
        MembersCluster cluster, Known member, Func<Task<bool>> run, Func<bool, Task> judge, Func<Task<string>>? look = null) => new(
            [cluster.Member(member.Id)],
            run,
            async () => await LookAtMember(cluster, member.Id, member.Email) + (look is null ? "" : await look()),
            judge);

    private static Trial Becoming(
        MembersCluster cluster, Known member, MemberStatus from, MemberStatus to, Func<Known, Task<Outcome<OpaqueToken>>> approve) => Of(
            cluster,
            member,
            async () => DoneOrUsed(await approve(member)),
            async acknowledged =>
            {
                var status = (await cluster.Member(member.Id).Find())!.Status;
                Assert.Equal(acknowledged ? to : status == to ? to : from, status);
                Assert.Equal(status == MemberStatus.Active, await cluster.CanLogIn(member.Email));
            });

    private static bool DoneOrUsed<T>(Outcome<T> outcome)
        where T : class
    {
        if (outcome.Succeeded)
        {
            return true;
        }

        outcome.Refused(new Refusal.TokenInvalid(TokenFate.Used));
        return false;
    }

    private static async Task WholeOrFree(MembersCluster cluster, Guid id, EmailAddress email, bool acknowledged)
    {
        if (await cluster.Member(id).Find() is not null)
        {
            Assert.Equal(id, (await cluster.Login(email)).Done().Member.Id);
            Assert.Equal(new AddressOwner(id, LogsIn: true), await cluster.OwnerOf(email));
            return;
        }

        Assert.False(acknowledged);
        Assert.Equal(MemberStatus.None, (await cluster.StoredMember(id)).Status);
        var successor = await cluster.Register(email);
        Assert.Equal(successor.Id, (await cluster.Login(email)).Done().Member.Id);
    }

    private static async Task NewestLinkWorks(MembersCluster cluster, Known member, bool acknowledged)
    {
        var mails = cluster.Mail.Of(member.Id);
        Assert.True(mails.Count > 0 || !acknowledged);
        if (mails.Count > 0)
        {
            (await cluster.Member(member.Id).SetPassword(mails[^1].Link!, NewPassword)).Done();
        }
        else
        {
            Assert.Empty((await cluster.StoredMember(member.Id)).Outbox);
        }
    }

    private static async Task OldOrNewPassword(MembersCluster cluster, Known member, bool acknowledged, Func<Task<bool>> otherSessionLives)
    {
        var (old, fresh) = (await cluster.CanLogIn(member.Email), await cluster.CanLogIn(member.Email, NewPassword));
        Assert.True(old ^ fresh, $"The old password logs in: {old}, the new one: {fresh}.");
        Assert.True(fresh || !acknowledged);
        Assert.Equal(old, await otherSessionLives());
    }

    private static async Task<string> LookAtMember(MembersCluster cluster, Guid id, EmailAddress email)
    {
        var member = cluster.Member(id);
        return JsonSerializer.Serialize(
            new { Member = await member.Find(), Sessions = await member.ListSessions(), Holder = await cluster.Index(email).Resolve() });
    }
}
