using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Directory;

/// <summary>The body of createMember.</summary>
internal sealed record CreateMemberRequest(
    [property: Required] string? LoginEmail, ContactInfoBody? ContactInfo, string? ProfilePrivacyStatus);

/// <summary>Creates a member without a password, who sets one by a mailed link.</summary>
internal static class CreateMemberEndpoint
{
    public static async Task<Results<Ok<MemberAnswer>, Problem>> Handle(CreateMemberRequest request, IGrainFactory grains) =>
        (await Execute(request, grains)).ToResult(MemberAnswer.Of);

    public static async Task<Outcome<MemberView>> Execute(CreateMemberRequest request, IGrainFactory grains)
    {
        var reader = new RequestReader();
        var email = reader.Email(request.LoginEmail, "loginEmail");
        var contact = ContactInfoBody.Read(request.ContactInfo, reader);
        var privacy = reader.Privacy(request.ProfilePrivacyStatus, "profilePrivacyStatus");
        return reader.Succeeded
            ? await grains.GetMembers().Of(MemberId.New()).Create(new CreateMember(email, contact, privacy))
            : reader.Refusal;
    }
}
