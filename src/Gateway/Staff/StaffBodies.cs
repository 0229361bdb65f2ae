using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Gateway.Json;
using Members.Staff;

namespace Members.Gateway.Staff;

/// <summary>The body of a person's roles: all of them, at least one.</summary>
internal sealed record StaffRequest([property: Required] IReadOnlyList<string?>? Roles);

/// <summary>A person of the staff.</summary>
internal sealed record StaffPersonBody(Guid Id, string Name, string Email, IReadOnlyList<string> Roles)
{
    public static StaffPersonBody Of(StaffPerson person) => new(person.Id, person.Name, person.Email, StaffNames.Table.List(person.Roles));
}

/// <summary>The staff of the site.</summary>
internal sealed record StaffAnswer(IReadOnlyList<StaffPersonBody> Staff);

/// <summary>A person whose roles were changed.</summary>
internal sealed record StaffPersonAnswer(StaffPersonBody Person);

/// <summary>A response that holds a member and their roles.</summary>
internal sealed record MemberWithRolesAnswer(MemberBody Member, IReadOnlyList<string> Roles)
{
    public static MemberWithRolesAnswer Of(MemberView member, StaffRoles roles) => new(MemberBody.Of(member), StaffNames.Table.List(roles));
}
