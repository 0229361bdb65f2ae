using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Verification;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of register.</summary>
internal sealed record RegisterRequest(
    [property: Required] string? Email, [property: Required] string? Password, ContactInfoBody? ContactInfo, string? ProfilePrivacyStatus,
    EmailVerificationBody? EmailVerification = null);

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
        var outcome = await Carry(request, context, grains, cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(Answer(outcome.Value)) : Problem.From(outcome.Refusal, request.EmailVerification?.VerificationId);
    }

    /// <summary>Reads a registration and gives it to its grain: with a mailed code to the one that has sent it.</summary>
    public static async Task<Outcome<Registered>> Carry(RegisterRequest request, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new Reading();
        var email = read.Email(request.Email, "email");
        var password = read.Password(request.Password, "password");
        var contact = ContactInfoBody.Read(request.ContactInfo, read);
        var privacy = read.Privacy(request.ProfilePrivacyStatus, "profilePrivacyStatus");
        var id = MemberFor(context, email, read);
        if (!read.Succeeded)
        {
            return new Refusal.Invalid([.. read.Violations]);
        }

        EmailProof? proof = null;
        if (request.EmailVerification is { } verification)
        {
            var shown = verification.Read();
            if (!shown.Succeeded)
            {
                return shown.Refusal;
            }

            (proof, id) = (shown.Value, shown.Value.Verification.Owner);
        }

        return await grains.GetGrain<IMemberGrain>(id).Register(new RegisterMember(email, password, contact, privacy, proof), cancellationToken);
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
}
