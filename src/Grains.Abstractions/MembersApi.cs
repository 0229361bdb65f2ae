using Members.Accounts;
using Members.Admission;
using Members.Calls;
using Members.Emails;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;

namespace Members;

/// <summary>
/// The members of a cluster, for every program that reaches it: <c>cluster.GetMembers().Login(...)</c>. It knows which grain to ask.
/// A call about an unknown address does the same work as one about a member, and a command by address is carried out only if the address
/// is still the member's when its grain decides.
/// </summary>
/// <remarks>
/// Expected refusals are in the <see cref="Outcome{T}"/>; exceptions mean that the outcome is unknown, and the call may be repeated:
/// <see cref="StorageUnavailableException"/>, <see cref="TimeoutException"/> and those of Orleans. A struct without state: make one for
/// each call.
/// </remarks>
public readonly partial struct MembersApi : IEquatable<MembersApi>
{
    private readonly IGrainFactory _grains;
    private readonly CallOrigin? _origin;

    internal MembersApi(IGrainFactory grains, CallOrigin? origin) => (_grains, _origin) = (grains, origin);

    /// <summary>Registers a member.</summary>
    /// <param name="command">The registration.</param>
    /// <param name="key">Lets the call be repeated: the same key of the same caller reaches the same member (contract I12).</param>
    /// <param name="cancellationToken">Gives the place in the hash queue back.</param>
    /// <returns>As <see cref="IMemberGrain.Register"/>.</returns>
    public async Task<Outcome<Registered>> Register(
        RegisterMember command, IdempotencyKey? key = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        Flow();

        // A mailed code is known to the grain that mailed it.
        var id = command.Proof?.Verification.Owner ?? key?.ToMember() ?? MemberId.New();
        var outcome = await Of(id).Register(command, cancellationToken);

        if (outcome.Refusal is not Refusal.EmailTaken || command.Proof is not null || await FindId(command.Email) is not { } holder)
        {
            return outcome;
        }

        // The address may be that of somebody who was rejected and applies again, or who repeats that.
        var status = (await Of(holder).Find())?.Status;
        return status == MemberStatus.Rejected || (status == MemberStatus.Pending && key is not null)
            ? await _grains.GetGrain<IMemberApplicationsGrain>(holder).ApplyAgain(
                command with { Request = key?.ToMember() }, cancellationToken)
            : outcome;
    }

    /// <summary>Logs in by address and password.</summary>
    /// <param name="command">The address and the password.</param>
    /// <param name="cancellationToken">Gives the place in the hash queue back.</param>
    /// <returns>
    /// As <see cref="IMemberGrain.Login"/>. Somebody unknown and a wrong password cost the same: each is checked at a grain, and each
    /// refusal is confirmed by one read of the store.
    /// </returns>
    public async Task<Outcome<LoggedIn>> Login(LogIn command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        Flow();
        var index = IndexOf(command.Email);
        var remembered = await index.Resolve();
        var outcome = await MemberOrPhantom(command.Email, remembered).Login(command, cancellationToken);
        if (outcome.Refusal is not Refusal.InvalidCredentials)
        {
            return outcome;
        }

        // The index answers from memory, which may be out of date. If it was, the attempt was made at the wrong member.
        var stored = await index.ResolveFromStore();
        return stored == remembered
            ? outcome
            : await MemberOrPhantom(command.Email, stored).Login(command, cancellationToken);
    }

    /// <summary>Approves a pending member, or unblocks a blocked one.</summary>
    /// <param name="member">The member.</param>
    /// <returns>A session ticket. As <see cref="IMemberGrain.Approve"/>.</returns>
    public async Task<Outcome<OpaqueToken>> Approve(MemberName member)
    {
        Flow();
        return await Locate(member) is { } found ? await found.Approve(member.Email) : new Refusal.MemberNotFound();
    }

    /// <summary>Approves a pending member by their approval token.</summary>
    /// <param name="token">The token.</param>
    /// <returns>A session ticket. As <see cref="IMemberGrain.ApproveWithToken"/>.</returns>
    public async Task<Outcome<OpaqueToken>> Approve(OpaqueToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        Flow();
        return await Of(token.Owner).ApproveWithToken(token);
    }

    /// <summary>Blocks a member: every session and token is dead on every node when it returns.</summary>
    /// <param name="member">The member.</param>
    /// <returns>As <see cref="IMemberGrain.Block"/>.</returns>
    public async Task<Outcome<Done>> Block(MemberName member)
    {
        Flow();
        return await Locate(member) is { } found ? await found.Block(member.Email) : new Refusal.MemberNotFound();
    }

    /// <summary>Blocks a member for a time, or with a reason.</summary>
    /// <param name="member">The member.</param>
    /// <param name="terms">How they are blocked.</param>
    /// <returns>As <see cref="IMemberGrain.BlockWith"/>.</returns>
    public async Task<Outcome<Done>> Block(MemberName member, BlockMember terms)
    {
        Flow();
        if (await Locate(member) is not { } found)
        {
            return new Refusal.MemberNotFound();
        }

        // A plain block is understood by a silo of the former version too.
        return terms is { Reason: null, Until: null, TellMember: false }
            ? await found.Block(member.Email)
            : await found.BlockWith(terms with { Named = member.Email });
    }

    /// <summary>Changes the login address.</summary>
    /// <param name="member">The member's id.</param>
    /// <param name="command">The change.</param>
    /// <returns>As <see cref="IMemberGrain.ChangeLoginEmail"/>.</returns>
    public async Task<Outcome<MemberView>> ChangeLoginEmail(Guid member, ChangeLoginEmail command)
    {
        Flow();
        return await Of(member).ChangeLoginEmail(command);
    }

    /// <summary>Mails a link that sets a password, if a member who may have one has the address. The answer does not say.</summary>
    /// <param name="email">The address.</param>
    /// <param name="hideIgnoreMessage">Whether the mail leaves out "ignore this if it was not you".</param>
    /// <returns>
    /// As <see cref="IMemberGrain.SendSetPasswordEmail"/>. A member costs a commit that a stranger does not: who passes the answer on to
    /// a stranger must do so after a constant time.
    /// </returns>
    public async Task<Outcome<Done>> SendSetPasswordEmail(EmailAddress email, bool hideIgnoreMessage = false)
    {
        Flow();
        return await MemberOrPhantom(email, await FindId(email)).SendSetPasswordEmail(email, hideIgnoreMessage);
    }

    /// <summary>Makes a session ticket for an active member whom the caller has authenticated otherwise.</summary>
    /// <param name="member">The member.</param>
    /// <returns>As <see cref="IMemberGrain.IssueSessionTicket"/>.</returns>
    public async Task<Outcome<OpaqueToken>> IssueSessionTicket(MemberName member)
    {
        Flow();
        return await Locate(member) is { } found ? await found.IssueSessionTicket(member.Email) : new Refusal.MemberNotFound();
    }

    /// <summary>Turns a ticket into a session.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="from">Where the session is opened from, as the member will see it.</param>
    /// <returns>As <see cref="IMemberGrain.OpenSession"/>.</returns>
    public async Task<Outcome<OpenedSession>> OpenSession(OpaqueToken ticket, SessionOrigin from)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        Flow();
        return await Of(ticket.Owner).OpenSession(ticket, from);
    }

    /// <summary>Says whose session a token is: one grain call, answered from memory, and no audit event.</summary>
    /// <param name="token">A session's token, or an access token of an OAuth session.</param>
    /// <returns>Null when it is not good now.</returns>
    public ValueTask<LiveSession?> CheckSession(OpaqueToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return Of(token.Owner).CheckSession(token);
    }

    /// <summary>Finds a member.</summary>
    /// <param name="member">The member.</param>
    /// <returns>Null when there is none.</returns>
    public async Task<MemberView?> Find(MemberName member) =>
        await Locate(member) is { } found && await found.Find() is { } view
        && (member.Email is not { } email || email.Canonical == EmailAddress.Parse(view.LoginEmail).Canonical)
            ? view
            : null;

    /// <summary>The id of the member who logs in with an address, read from the store; null when there is none.</summary>
    /// <param name="email">The address.</param>
    public Task<Guid?> FindId(EmailAddress email) => IndexOf(email).ResolveFromStore();

    /// <summary>A member's grain, for everything else. The origin of its calls is that of the current call.</summary>
    /// <param name="member">The member's id.</param>
    public IMemberGrain Of(Guid member) => MemberReferences.Of(_grains, member);

    /// <inheritdoc/>
    public bool Equals(MembersApi other) => ReferenceEquals(_grains, other._grains) && _origin == other._origin;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MembersApi other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_grains, _origin);

    /// <summary>Whether two stand for the same cluster and origin.</summary>
    public static bool operator ==(MembersApi left, MembersApi right) => left.Equals(right);

    /// <summary>Whether two do not.</summary>
    public static bool operator !=(MembersApi left, MembersApi right) => !left.Equals(right);

    private async ValueTask<IMemberGrain?> Locate(MemberName name) =>
        (name.Id ?? (name.Email is { } email ? await FindId(email) : null)) is { } id ? Of(id) : null;

    private ILoginIndexGrain IndexOf(EmailAddress email) => _grains.GetGrain<ILoginIndexGrain>(LoginKey.For(email).Value);

    // In the asynchronous methods alone: what they set goes with their calls and is gone when they return.
    private void Flow() => _origin?.Flow();

    // A grain of nobody does as much work as that of a member.
    private IMemberGrain MemberOrPhantom(EmailAddress email, Guid? member) => Of(member ?? LoginKey.For(email).PhantomMember());
}

/// <summary>What lets a registration be repeated.</summary>
/// <param name="Caller">Who calls: two callers may choose the same key.</param>
/// <param name="Key">The key that the caller chose.</param>
public readonly record struct IdempotencyKey(string Caller, string Key)
{
    internal Guid ToMember() => MemberId.ForRegistration(Caller, Key);
}

/// <summary>The way in.</summary>
public static class MembersApiExtensions
{
    /// <summary>The members of the cluster that a client, a silo or a grain is connected to.</summary>
    /// <param name="grains">An <c>IClusterClient</c> or <c>IGrainFactory</c>.</param>
    /// <param name="origin">
    /// Who makes the calls and from where, for the audit log and for throttling; by default that of the current call, or <c>system</c>.
    /// </param>
    public static MembersApi GetMembers(this IGrainFactory grains, CallOrigin? origin = null)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return new MembersApi(grains, origin);
    }
}
