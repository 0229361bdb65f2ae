using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Members.Accounts;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Gateway.Sessions;
using Members.Gateway.SignUp;
using Members.Outcomes;
using Members.Verification;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Authentication;

/// <summary>The body of register.</summary>
internal sealed record RegisterRequest(
    [property: Required] string? Email,
    [property: Required] string? Password,
    ContactInfoBody? ContactInfo,
    string? ProfilePrivacyStatus,
    EmailVerificationBody? EmailVerification = null,
    IReadOnlyDictionary<string, JsonElement>? Answers = null,
    string? Invitation = null);

/// <summary>The response of register: a session ticket for an active member, an approval token for a pending one.</summary>
internal sealed record RegisterAnswer(MemberBody Member, TicketBody? Session, string? ApprovalToken, string? ApplicationToken = null);

/// <summary><c>register</c> (contract, section 1).</summary>
internal static class RegisterEndpoint
{
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxKey = 255;

    public static async Task<Results<Ok<RegisterAnswer>, Problem>> Handle(
        RegisterRequest request, HttpContext context, IGrainFactory grains, TokenReader tokens, CancellationToken cancellationToken)
    {
        var outcome = await Execute(request, context, grains, tokens, cancellationToken);
        return outcome.ToResult(Answer, request.EmailVerification?.VerificationId);
    }

    /// <summary>Registers; with a mailed code, at the grain that mailed it.</summary>
    public static async Task<Outcome<Registered>> Execute(
        RegisterRequest request, HttpContext context, IGrainFactory grains, TokenReader tokens, CancellationToken cancellationToken)
    {
        var reader = new RequestReader();
        var email = reader.Email(request.Email, "email");
        var password = reader.Password(request.Password, "password");
        var contact = ContactInfoBody.Read(request.ContactInfo, reader);
        var privacy = reader.Privacy(request.ProfilePrivacyStatus, "profilePrivacyStatus");
        var key = ReadKey(context, email, reader);
        if (!reader.Succeeded)
        {
            return reader.Refusal;
        }

        EmailProof? proof = null;
        if (request.EmailVerification is { } verification)
        {
            var parsed = verification.Read(tokens);
            if (!parsed.Succeeded)
            {
                return parsed.Refusal;
            }

            proof = parsed.Value;
        }

        var command = new RegisterMember(email, password, contact, privacy, proof)
        {
            Answers = request.Answers is { } answers ? TypedAnswers.Sent(answers) : null,
            Invitation = request.Invitation,
            UserAgent = Caller.Of(context) is Caller.Visitor ? SessionOrigins.Of(context).Client : null,
        };
        return await grains.GetMembers().Register(command, key, cancellationToken);
    }

    private static RegisterAnswer Answer(Registered done) => new(
        MemberBody.Of(done.Member),
        done.SessionTicket is { } ticket ? TicketBody.Of(ticket) : null,
        done.ApprovalToken?.Reveal(),
        done.ApplicationToken?.Reveal());

    // With an idempotency key the call always reaches the same grain, which knows whether it was carried out (contract I12).
    private static IdempotencyKey? ReadKey(HttpContext context, EmailAddress? email, RequestReader reader)
    {
        var key = context.Request.Headers[KeyHeader].ToString();
        if (key.Length == 0)
        {
            return null;
        }

        if (key.Length > MaxKey || !key.All(c => c is >= ' ' and <= '~'))
        {
            reader.Add(KeyHeader, "INVALID_KEY", $"An Idempotency-Key has at most {MaxKey} printable ASCII characters.");
        }

        // Two visitors who choose the same key must not meet, unless they register the same address.
        var caller = Caller.Of(context) is Caller.Key known ? known.Id.ToString() : $"visitor {email?.Canonical}";
        return new IdempotencyKey(caller, key);
    }
}
