using Members.Accounts;
using Members.Clustering;
using Members.Settings;
using Members.Staff;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Admin.Home;

/// <summary>A thing to set up.</summary>
/// <param name="Key">The key of what it is called.</param>
/// <param name="IsDone">Whether it is.</param>
/// <param name="Path">The page on which it is done; null where it is done in the configuration.</param>
internal sealed record ChecklistStep(string Key, bool IsDone, string? Path);

/// <summary>What a new site needs, as far as this process knows.</summary>
/// <param name="Door">Who may sign up.</param>
/// <param name="Steps">What is to be set up.</param>
internal sealed record Checklist(SignupMode Door, IReadOnlyList<ChecklistStep> Steps)
{
    /// <summary>Whether nothing is left.</summary>
    public bool IsDone => Steps.All(s => s.IsDone);
}

/// <summary>Finds out what is set up.</summary>
internal sealed class Checklists(IGrainFactory grains, IOptions<MembersGatewayOptions> options, TimeProvider clock)
{
    // One of the owners is enough, and a site may have a hundred.
    private const int MostAsked = 5;

    public async Task<Checklist> Read()
    {
        var (listing, policy) = (grains.Staff().List(), await grains.SiteSettings().SignupPolicy());
        var active = (await listing).People.Where(p => p.Status == MemberStatus.Active).ToArray();
        var owners = await Task.WhenAll(active.Where(p => p.Roles.HasFlag(StaffRoles.Owner)).Take(MostAsked)
            .Select(p => grains.GetMembers().Of(p.Id).Find()));
        return new Checklist(policy.ModeAt(clock.GetUtcNow()),
        [
            new("Approvers", active.Any(p => p.Roles.HasFlag(StaffRoles.Approver)), "admin/staff"),
            new("Owner", owners.Any(o => o is { EmailVerified: true }), "account/addresses"),
            new("LoginUrl", policy.Admission?.LoginUrl is not null, "admin/settings"),
            new("PublicBaseUrl", !string.IsNullOrEmpty(options.Value.PublicBaseUrl), null),
        ]);
    }
}
