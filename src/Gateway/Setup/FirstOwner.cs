using Members.Accounts;
using Members.Clustering;
using Members.Emails;
using Members.Gateway.Authentication;
using Members.Gateway.Sessions;
using Members.Outcomes;
using Members.Secrets;
using Members.Staff;

namespace Members.Gateway.Setup;

/// <summary>What came of making the first owner.</summary>
internal enum OwnerMade
{
    /// <summary>Somebody is an owner, and logged in.</summary>
    LoggedIn,

    /// <summary>Somebody is an owner; a mailed link sets their password, because the site does not let everybody register.</summary>
    Mailed,

    /// <summary>There is an owner already.</summary>
    Exists,
}

/// <summary>The answer to an attempt to make the first owner.</summary>
internal sealed record OwnerAnswer(OwnerMade Made);

/// <summary>
/// Makes somebody the first owner of a site, and a member if need be. Each step finds what an earlier attempt has done, so that one that
/// was cut off is finished by the next.
/// </summary>
internal sealed class FirstOwner(IGrainFactory grains, PasswordLogin login, BrowserSessions sessions)
{
    public async Task<Outcome<OwnerAnswer>> Make(string typed, string password, HttpContext context, CancellationToken cancellationToken)
    {
        var staff = await grains.Staff().List();
        if (staff.People.Any(p => p.Roles.HasFlag(StaffRoles.Owner) && p.Status == MemberStatus.Active))
        {
            return new OwnerAnswer(OwnerMade.Exists);
        }

        var reader = new RequestReader();
        var (email, chosen) = (reader.Email(typed, "email"), reader.Password(password, "password"));
        if (!reader.Succeeded)
        {
            return reader.Refusal;
        }

        var found = await grains.GetMembers().FindId(email);
        return found is null
            ? await Register(email, chosen, password, context, cancellationToken)
            : await Raise(email, password, context, cancellationToken);
    }

    private async Task<Outcome<OwnerAnswer>> Register(
        EmailAddress email, PlainPassword chosen, string password, HttpContext context, CancellationToken cancellationToken)
    {
        var command = new RegisterMember(email, chosen, ContactInfo.Empty, ProfilePrivacy.Private, null);
        var registered = await grains.GetMembers().Register(command, null, cancellationToken);
        return registered switch
        {
            { Succeeded: true } => await Raise(email, password, context, cancellationToken),
            { Refusal: Refusal.Invalid or Refusal.Overloaded or Refusal.TooManyRequests } => registered.Refusal,
            _ => await Create(email), // the site's door or its rules are for others
        };
    }

    // A member who exists must show that they are who they say; one who waits need not wait any longer.
    private async Task<Outcome<OwnerAnswer>> Raise(
        EmailAddress email, string password, HttpContext context, CancellationToken cancellationToken)
    {
        var credentials = new LoginCredentials(email.Typed, password);
        var outcome = await login.LogIn(credentials, context, cancellationToken);
        if (outcome.Refusal is Refusal.PendingApproval)
        {
            await grains.GetMembers().Approve(email);
            outcome = await login.LogIn(credentials, context, cancellationToken);
        }

        if (!outcome.Succeeded)
        {
            return outcome.Refusal;
        }

        var assigned = await grains.Staff().Assign(outcome.Value.Member.Id, StaffRoles.Owner);
        if (!assigned.Succeeded)
        {
            return assigned.Refusal;
        }

        var opened = await sessions.Open(outcome.Value.SessionTicket, context, isKept: false);
        return opened.Succeeded ? new OwnerAnswer(OwnerMade.LoggedIn) : opened.Refusal;
    }

    private async Task<Outcome<OwnerAnswer>> Create(EmailAddress email)
    {
        var created = await grains.GetMembers().Of(MemberId.New()).Create(new(email, ContactInfo.Empty, ProfilePrivacy.Private));
        if (!created.Succeeded)
        {
            return created.Refusal;
        }

        var assigned = await grains.Staff().Assign(created.Value.Id, StaffRoles.Owner);
        if (!assigned.Succeeded)
        {
            return assigned.Refusal;
        }

        await grains.GetMembers().SendSetPasswordEmail(email, hideIgnoreMessage: true);
        return new OwnerAnswer(OwnerMade.Mailed);
    }
}
