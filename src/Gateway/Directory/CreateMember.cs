using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;
using CreateCommand = Members.Accounts.CreateMember;

namespace Members.Gateway.Directory;

/// <summary>The body of createMember.</summary>
internal sealed record CreateMemberRequest([property: Required] string? LoginEmail, ContactInfoBody? ContactInfo, string? ProfilePrivacyStatus);

/// <summary>Makes a member without a password: they set one by a mailed link.</summary>
internal static class CreateMember
{
    public static async Task<Results<Ok<MemberAnswer>, Problem>> Handle(CreateMemberRequest request, IGrainFactory grains)
    {
        var outcome = await Carry(request, grains);
        return outcome.Succeeded ? TypedResults.Ok(new MemberAnswer(MemberBody.Of(outcome.Value))) : Problem.From(outcome.Refusal);
    }

    /// <summary>Reads what is known of the member and gives it to a new grain.</summary>
    public static async Task<Outcome<MemberView>> Carry(CreateMemberRequest request, IGrainFactory grains)
    {
        var read = new Reading();
        var email = read.Email(request.LoginEmail, "loginEmail");
        var contact = ContactInfoBody.Read(request.ContactInfo, read);
        var privacy = read.Privacy(request.ProfilePrivacyStatus, "profilePrivacyStatus");
        return read.Succeeded
            ? await grains.GetGrain<IMemberGrain>(MemberId.New()).Create(new CreateCommand(email, contact, privacy))
            : new Refusal.Invalid([.. read.Violations]);
    }
}
