using Members.Accounts;
using Members.Clustering;
using Members.Emails;
using Members.Outcomes;
using Members.Staff;
using Microsoft.Extensions.Options;

namespace Members.Silo.Hosting;

/// <summary>
/// Makes the person an owner whom the operator names. Whoever may start the process owns its data already, so this raises nobody's rights.
/// An address without a member becomes one, and is mailed a link that sets the password.
/// </summary>
internal sealed class OwnerService(IGrainFactory grains, FirstCalls calls, IOptions<MembersSiloOptions> options) : IHostedLifecycleService
{
    // Kept over attempts: the first may have made the member and died on the way to the rest.
    private bool _made;

    /// <summary>What was done, for the operator; null when nothing was asked for.</summary>
    public string? Report { get; private set; }

    /// <summary>Once everything else has started, so that a start that fails changes nobody's rights.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (EmailAddress.TryParse(options.Value.Owner, out var email))
        {
            Report = await calls.Make(() => Appoint(email), cancellationToken);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string> Appoint(EmailAddress email)
    {
        var members = grains.GetMembers();
        if (await members.FindId(email) is not { } id)
        {
            var created = await members.Of(MemberId.New()).Create(new CreateMember(email, ContactInfo.Empty, ProfilePrivacy.Private));
            if (!created.Succeeded && created.Refusal is not Refusal.EmailTaken)
            {
                return $"{email.Typed} could not be made an owner: {created.Refusal.Entry.Api.Detail}";
            }

            // Another silo that starts with the same setting may have been first.
            _made |= created.Succeeded;
            id = created.Succeeded ? created.Value.Id : await members.FindId(email) ?? Guid.Empty;
        }

        var roles = (await grains.Staff().Roster()).RolesOf(id) | StaffRoles.Owner;
        var assigned = await grains.Staff().Assign(id, roles);
        if (!assigned.Succeeded)
        {
            return $"{email.Typed} could not be made an owner: {assigned.Refusal.Entry.Api.Detail}";
        }

        if (_made)
        {
            await members.SendSetPasswordEmail(email, hideIgnoreMessage: true);
            return $"{email.Typed} is an owner. A link that sets the password is mailed to them.";
        }

        return $"{email.Typed} is an owner.";
    }
}
