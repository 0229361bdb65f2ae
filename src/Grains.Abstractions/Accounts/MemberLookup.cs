using Members.Emails;
using Members.Outcomes;

namespace Members.Accounts;

/// <summary>
/// Finds members by their address. What is answered rests on a row: a positive answer on the member's own record, a negative one on the
/// table of owned addresses, read during the call (docs/adr/0002).
/// </summary>
public static class MemberLookup
{
    /// <summary>The member who logs in with an address, read from the store; null when there is none.</summary>
    /// <remarks>The address may move on before the member is called: hand it to the call, which compares it with the record.</remarks>
    public static Task<Guid?> FindMember(this IGrainFactory grains, EmailAddress email) => grains.IndexOf(email).ResolveFromStore();

    /// <summary>
    /// The member, or a grain of nobody that does as much work: for calls whose answer must not tell whether there is such a member.
    /// </summary>
    public static async Task<IMemberGrain> MemberOrPhantom(this IGrainFactory grains, EmailAddress email) =>
        grains.MemberOrPhantom(email, await grains.FindMember(email));

    /// <summary>
    /// Logs in by address and password. Somebody unknown and a wrong password cost the same: each is checked at a grain, and each
    /// refusal is confirmed by one read of the store.
    /// </summary>
    /// <returns>As <see cref="IMemberGrain.Login"/>.</returns>
    public static async Task<Outcome<LoggedIn>> Login(
        this IGrainFactory grains, LogIn command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var index = grains.IndexOf(command.Email);
        var remembered = await index.Resolve();
        var outcome = await grains.MemberOrPhantom(command.Email, remembered).Login(command, cancellationToken);
        if (outcome.Refusal is not Refusal.InvalidCredentials)
        {
            return outcome;
        }

        // The index answers from memory, which may be out of date. If it was, the attempt was made at the wrong member.
        var stored = await index.ResolveFromStore();
        return stored == remembered
            ? outcome
            : await grains.MemberOrPhantom(command.Email, stored).Login(command, cancellationToken);
    }

    private static ILoginIndexGrain IndexOf(this IGrainFactory grains, EmailAddress email) =>
        grains.GetGrain<ILoginIndexGrain>(LoginKey.For(email).Value);

    private static IMemberGrain MemberOrPhantom(this IGrainFactory grains, EmailAddress email, Guid? member) =>
        grains.GetGrain<IMemberGrain>(member ?? LoginKey.For(email).PhantomMember());
}
