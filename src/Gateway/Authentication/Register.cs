using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of register.</summary>
internal sealed record RegisterRequest(
    [property: Required] string? Email, [property: Required] string? Password, ContactInfoBody? ContactInfo, string? ProfilePrivacyStatus);

/// <summary>What a person tells about themself.</summary>
internal sealed record ContactInfoBody(
    string? FirstName,
    string? LastName,
    string? Picture,
    IReadOnlyList<string?>? Emails,
    IReadOnlyList<string?>? Phones,
    IReadOnlyList<string?>? Labels,
    string? Locale,
    IReadOnlyList<CustomFieldBody?>? CustomFields);

/// <summary>The answer of register: a session when active, an approval token when pending.</summary>
internal sealed record RegisterAnswer(MemberBody Member, TicketBody? Session, string? ApprovalToken);

/// <summary><c>register</c> (contract, section 1).</summary>
internal static class Register
{
    private const string IdempotencyKey = "Idempotency-Key";
    private const int MaxKey = 255;

    public static async Task<Results<Ok<RegisterAnswer>, Problem>> Handle(
        RegisterRequest request, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new Reading();
        var email = read.Email(request.Email, "email");
        var password = read.Password(request.Password, "password");
        var contact = Contact(request.ContactInfo, read);
        var privacy = StatusNames.ParsePrivacy(request.ProfilePrivacyStatus);
        if (privacy is null)
        {
            read.Add("profilePrivacyStatus", "UNKNOWN_VALUE", "The profilePrivacyStatus must be PRIVATE, PUBLIC or COMMUNITY.");
        }

        var id = MemberFor(context, email, read);
        if (!read.Succeeded)
        {
            return Problem.Invalid(read.Violations);
        }

        var outcome = await grains.GetGrain<IMemberGrain>(id).Register(new RegisterMember(email, password, contact, privacy!.Value), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(Answer(outcome.Value)) : Problem.From(outcome.Refusal);
    }

    private static RegisterAnswer Answer(Registered done) => new(
        MemberBody.Of(done.Member),
        done.SessionTicket is { } ticket ? new TicketBody(ticket.Reveal()) : null,
        done.ApprovalToken?.Reveal());

    // A named registration always reaches the same grain, which knows whether it has been carried out (contract I12).
    private static Guid MemberFor(HttpContext context, EmailAddress? email, Reading read)
    {
        var key = context.Request.Headers[IdempotencyKey].ToString();
        if (key.Length == 0)
        {
            return MemberId.New();
        }

        if (key.Length > MaxKey || !key.All(c => c is >= ' ' and <= '~'))
        {
            read.Add(IdempotencyKey, "INVALID_KEY", $"An Idempotency-Key has at most {MaxKey} printable ASCII characters.");
        }

        // Visitors do not know of each other: one's key must not be another's, unless it is for the same address.
        var caller = Caller.Of(context) is Caller.Key known ? known.Id.ToString() : $"visitor {email?.Canonical}";
        return MemberId.ForRegistration(caller, key);
    }

    private static ContactInfo Contact(ContactInfoBody? body, Reading read)
    {
        if (body is null)
        {
            return ContactInfo.Empty;
        }

        var contact = new ContactInfo
        {
            FirstName = body.FirstName,
            LastName = body.LastName,
            Picture = body.Picture,
            Locale = body.Locale,
            Emails = [.. body.Emails?.OfType<string>() ?? []],
            Phones = [.. body.Phones?.OfType<string>() ?? []],
            Labels = [.. body.Labels?.OfType<string>() ?? []],
            CustomFields = [.. (body.CustomFields ?? []).OfType<CustomFieldBody>().Select(f => new CustomField
            {
                Name = f.Name ?? "",
                StrValue = f.StrValue,
                NumValue = f.NumValue,
                DateValue = f.DateValue,
            })],
        };
        read.Add(ContactInfoRules.Violations(contact));
        return contact;
    }
}
