using Members.Accounts;
using Members.Emails;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Grains.Hosting;
using static Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains;

[Collection(MembersCollection.Name)]
public sealed class RegisteringTests(MembersCluster cluster)
{
    private static readonly (string, string)[] KeyReused = [("Idempotency-Key", "KEY_REUSED")];

    [Fact]
    public async Task A_registration_makes_an_active_member_who_can_log_in_and_is_handed_a_session_ticket()
    {
        var (id, email) = (MemberId.New(), NewEmail());
        var registered = (await cluster.Member(id).Register(Registration(email))).Done();

        Assert.Equal(MemberStatus.Active, registered.Member.Status);
        Assert.Null(registered.ApprovalToken);
        Assert.Equal(TokenPurpose.SessionTicket, registered.SessionTicket!.Purpose);
        Assert.Equal((id, email.Typed, cluster.Now), (registered.Member.Id, registered.Member.LoginEmail, registered.Member.CreatedAt));
        Assert.Null(registered.Member.LastLoginAt);
        Assert.False(registered.Member.EmailVerified);
        Assert.NotEqual(id, registered.Member.ContactId);
        (await cluster.Member(id).OpenSession(registered.SessionTicket, Somewhere)).Done();
        Assert.True(await cluster.CanLogIn(email));
    }

    [Fact]
    public async Task With_manual_approval_a_registration_makes_a_pending_member_and_hands_out_an_approval_token_alone()
    {
        var member = await cluster.RegisterPending();

        Assert.Equal(MemberStatus.Pending, member.Registered.Member.Status);
        Assert.Null(member.Registered.SessionTicket);
        Assert.Equal(TokenPurpose.Approval, member.Registered.ApprovalToken!.Purpose);
        (await cluster.Login(member.Email)).Refused(new Refusal.PendingApproval());
    }

    [Fact]
    public async Task What_the_member_told_is_kept_as_told()
    {
        var (id, email) = (MemberId.New(), Email($"Jo.{MemberId.New():N}@Example.COM"));
        var contact = new ContactInfo
        {
            FirstName = "Jo",
            LastName = "Ōe",
            Picture = "https://example.com/jo.png",
            Locale = "ja-JP",
            Emails = ["jo@example.org"],
            Phones = ["+81 3 1234"],
            Labels = ["vip"],
            CustomFields =
            [
                new CustomField { Name = "age", NumValue = 41.5 },
                new CustomField { Name = "since", DateValue = DateTimeOffset.UnixEpoch },
            ],
        };
        (await cluster.Member(id).Register(new RegisterMember(email, GoodPassword, contact, ProfilePrivacy.Community))).Done();
        await cluster.Forget(cluster.Member(id));

        var found = (await cluster.Member(id).Find())!;
        Assert.Equal(email.Typed, found.LoginEmail);
        Assert.StartsWith("Jo.", found.LoginEmail, StringComparison.Ordinal);
        Assert.Equal(ProfilePrivacy.Community, found.Privacy);
        Assert.Equal(
            ("Jo", "Ōe", "https://example.com/jo.png", "ja-JP"),
            (found.Contact.FirstName, found.Contact.LastName, found.Contact.Picture, found.Contact.Locale));
        Assert.Equal<string>(contact.Emails, found.Contact.Emails);
        Assert.Equal<string>(contact.Phones, found.Contact.Phones);
        Assert.Equal<string>(contact.Labels, found.Contact.Labels);
        Assert.Equal<CustomField>(contact.CustomFields, found.Contact.CustomFields);
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("active")]
    [InlineData("blocked")]
    public async Task An_address_that_a_member_holds_is_taken_in_any_letter_case_and_the_loser_leaves_nothing(string status)
    {
        var holder = status == "pending" ? await cluster.RegisterPending() : await cluster.Register();
        if (status == "blocked")
        {
            (await cluster.Member(holder.Id).Block()).Done();
        }

        var loser = cluster.Member(MemberId.New());
        using var watch = cluster.Watch(loser, cluster.Index(holder.Email));
        (await loser.Register(Registration(Email(holder.Email.Typed.ToUpperInvariant())))).Refused(new Refusal.EmailTaken());

        Assert.Empty(watch.Commits);
        Assert.Null(await loser.Find());
        Assert.Equal(holder.Id, await cluster.Index(holder.Email).Resolve());
    }

    [Fact]
    public async Task Every_rule_that_a_registration_breaks_is_named_and_nothing_is_stored()
    {
        var (grain, email) = (cluster.Member(MemberId.New()), NewEmail());
        using var watch = cluster.Watch(grain, cluster.Index(email));
        var contact = new ContactInfo { FirstName = new string('a', 129), Picture = "javascript:alert(1)" };
        var outcome = await grain.Register(new RegisterMember(email, Password("short"), contact, ProfilePrivacy.Private));

        outcome.Broke(("contactInfo.firstName", "TOO_LONG"), ("contactInfo.picture", "INVALID_URL"), ("password", "TOO_SHORT"));
        Assert.Empty(watch.Commits);
    }

    [Theory]
    [InlineData("1234567", "TOO_SHORT")]
    [InlineData("password1", "TOO_COMMON")]
    public async Task A_bad_password_is_refused_and_the_address_stays_free(string password, string rule)
    {
        var (grain, email) = (cluster.Member(MemberId.New()), NewEmail());
        using var watch = cluster.Watch(grain, cluster.Index(email));
        (await grain.Register(Registration(email, Password(password)))).Broke(("password", rule));

        Assert.Empty(watch.Commits);
        await cluster.Register(email);
    }

    [Fact]
    public async Task A_password_of_a_hundred_characters_is_good_and_one_more_is_too_long()
    {
        var hundred = string.Concat(Enumerable.Repeat("🐟-", 50));
        var member = await cluster.Register(password: Password(hundred));
        Assert.True(await cluster.CanLogIn(member.Email, Password(hundred)));
        Assert.False(await cluster.CanLogIn(member.Email, Password(hundred[..^1] + "+")));
        (await cluster.Member(MemberId.New()).Register(Registration(NewEmail(), Password(hundred + "!")))).Broke(("password", "TOO_LONG"));
    }

    [Fact]
    public async Task A_full_hash_queue_refuses_and_nothing_is_stored()
    {
        var (grain, email) = (cluster.Member(MemberId.New()), NewEmail());
        using var watch = cluster.Watch(grain, cluster.Index(email));
        using (cluster.Hashing.Fill())
        {
            (await grain.Register(Registration(email))).Refused(new Refusal.Overloaded(TimeSpan.FromSeconds(1)));
        }

        Assert.Empty(watch.Commits);
        (await grain.Register(Registration(email))).Done();
    }

    [Fact]
    public async Task The_same_registration_again_is_the_same_member_with_a_new_ticket()
    {
        var member = await cluster.Register();
        var again = (await cluster.Member(member.Id).Register(Registration(member.Email))).Done();

        Assert.Equal((member.Id, member.Registered.Member.ContactId), (again.Member.Id, again.Member.ContactId));
        Assert.NotEqual(member.Registered.SessionTicket!.Id, again.SessionTicket!.Id);
        (await cluster.Member(member.Id).OpenSession(again.SessionTicket, Somewhere)).Done();
    }

    [Fact]
    public async Task The_same_registration_again_while_pending_replaces_the_approval_token()
    {
        var member = await cluster.RegisterPending();
        var again = (await cluster.Member(member.Id).Register(Registration(member.Email))).Done();

        (await cluster.Member(member.Id).ApproveWithToken(member.Registered.ApprovalToken!))
            .Refused(new Refusal.TokenInvalid(TokenFate.Replaced));
        (await cluster.Member(member.Id).ApproveWithToken(again.ApprovalToken!)).Done();
    }

    [Fact]
    public async Task The_key_of_another_registration_is_refused()
    {
        var member = await cluster.Register();
        var grain = cluster.Member(member.Id);

        (await grain.Register(Registration(member.Email, Password("another-harbour-7")))).Broke(KeyReused);
        (await grain.Register(Registration(NewEmail()))).Broke(KeyReused);
        cluster.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        (await grain.Register(Registration(member.Email))).Done();
        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        (await grain.Register(Registration(member.Email))).Broke(KeyReused);
    }

    [Fact]
    public async Task A_blocked_member_is_not_let_in_by_registering_again()
    {
        var member = await cluster.Register();
        (await cluster.Member(member.Id).Block()).Done();

        (await cluster.Member(member.Id).Register(Registration(member.Email))).Broke(KeyReused);
    }

    [Fact]
    public async Task A_registration_that_stood_still_is_refused_when_another_took_the_address_and_leaves_nothing()
    {
        var (email, slow, quick) = (NewEmail(), cluster.Member(MemberId.New()), cluster.Member(MemberId.New()));
        using var watch = cluster.Watch(slow);
        var goOn = watch.HoldWrite(1);
        var first = slow.Register(Registration(email));
        await watch.WriteArrived(1);

        // Nothing is taken before the commit: the other need not wait for this one to die.
        (await quick.Register(Registration(email))).Done();
        goOn.TrySetResult();

        (await first).Refused(new Refusal.EmailTaken());
        Assert.Null(await slow.Find());
        Assert.Equal(MemberStatus.None, (await cluster.StoredMember(slow.GetPrimaryKey())).Status);
        Assert.Equal(quick.GetPrimaryKey(), await cluster.Index(email).Resolve());
        Assert.True(await cluster.CanLogIn(email));
    }

    [Fact]
    public async Task A_registration_that_stood_still_is_finished_when_nobody_else_wanted_the_address()
    {
        var (email, slow) = (NewEmail(), cluster.Member(MemberId.New()));
        using var watch = cluster.Watch(slow);
        var goOn = watch.HoldWrite(1);
        var registering = slow.Register(Registration(email));
        await watch.WriteArrived(1);
        cluster.Clock.Advance(TimeSpan.FromMinutes(5));
        goOn.TrySetResult();

        (await registering).Done();
        Assert.True(await cluster.CanLogIn(email));
    }

    [Fact]
    public async Task A_member_who_is_not_stored_yet_cannot_log_in_and_a_login_at_their_grain_waits_for_the_commit()
    {
        var (email, grain) = (NewEmail(), cluster.Member(MemberId.New()));
        using var watch = cluster.Watch(grain);
        var commit = watch.HoldWrite(1);
        var registering = grain.Register(Registration(email));
        await watch.WriteArrived(1);

        (await cluster.Login(email)).Refused(new Refusal.InvalidCredentials());
        var login = grain.Login(email, GoodPassword);
        commit.TrySetResult();
        (await registering).Done();
        (await login).Done();
        Assert.NotNull(await grain.Find());
    }

    [Fact]
    public async Task An_id_that_follows_from_the_callers_key_reaches_the_same_member()
    {
        var (id, email) = (MemberId.ForRegistration("key-1", "order-77"), NewEmail());
        (await cluster.Member(id).Register(Registration(email))).Done();

        var again = (await cluster.Member(MemberId.ForRegistration("key-1", "order-77")).Register(Registration(email))).Done();
        Assert.Equal(id, again.Member.Id);
        Assert.NotEqual(id, MemberId.ForRegistration("key-2", "order-77"));
        Assert.Equal(id, await cluster.Grains.GetGrain<ILoginIndexGrain>(LoginKey.For(email).Value).Resolve());
    }
}
