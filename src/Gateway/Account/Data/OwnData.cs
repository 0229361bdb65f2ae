using System.Text.Json.Serialization;
using Members.Gateway.Access;
using Members.Gateway.Consents;
using Members.Gateway.Json;
using Members.Gateway.Sessions;
using Members.Gateway.Staff;
using Members.Sessions;
using Members.SignUp;

namespace Members.Gateway.Account.Data;

/// <summary>Everything that is known about a member and theirs to know: no secret, and nothing of anybody else.</summary>
/// <param name="At">When it was put together.</param>
/// <param name="Member">The profile.</param>
/// <param name="Roles">What they may do for the site.</param>
/// <param name="Addresses">The e-mail addresses.</param>
/// <param name="Sessions">Where they are logged in.</param>
/// <param name="Events">The security events that are kept, newest first.</param>
/// <param name="Consents">What they have agreed to.</param>
/// <param name="Applications">How they signed up, the newest first.</param>
internal sealed record OwnData(
    DateTimeOffset At,
    MemberBody Member,
    IReadOnlyList<string> Roles,
    IReadOnlyList<OwnAddress> Addresses,
    IReadOnlyList<SessionBody> Sessions,
    IReadOnlyList<OwnEvent> Events,
    IReadOnlyList<ConsentBody> Consents,
    IReadOnlyList<OwnApplicationData> Applications)
{
    // As many as are kept.
    private const int MostEvents = 200;

    /// <summary>Reads it, from the member's grain and the lists.</summary>
    public static async Task<OwnData> Read(LiveSession session, IGrainFactory grains, StaffChecks staff, DateTimeOffset now)
    {
        var member = session.Member;
        var grain = grains.GetMembers().Of(member.Id);
        var sessions = await grain.ListSessions();
        var events = await grain.ListEvents(MostEvents);
        var consents = await grains.GetGrain<IMemberConsentsGrain>(member.Id).ListConsents();
        var application = await grains.GetMembers().FindApplication(member.Id);
        return new(
            now,
            MemberBody.Of(member),
            StaffNames.Table.List(await staff.ShownRolesOf(member.Id)),
            [new(member.LoginEmail, true, member.EmailVerified), .. member.Contact.Emails.Select(e => new OwnAddress(e, false, null))],
            [.. sessions.Select(s => SessionBody.Of(s, session))],
            [.. (events ?? []).Select(e => OwnEvent.Of(e, member.Id))],
            consents.Succeeded ? [.. consents.Value.Given.Select(c => new ConsentBody(c.Key, c.Version, c.At))] : [],
            application is null ? [] : [.. application.Earlier.Append(application).Reverse().Select(OwnApplicationData.Of)]);
    }
}

/// <summary>An e-mail address of a member.</summary>
internal sealed record OwnAddress(string Address, bool IsLogin, bool? Verified);

/// <summary>How the file for programs is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(OwnData))]
internal sealed partial class OwnDataJson : JsonSerializerContext;
