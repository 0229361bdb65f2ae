using Members.Emails;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of validateEmail.</summary>
internal sealed record ValidateEmailRequest(string? Email);

/// <summary>The response; <c>formatInvalid</c> is set when the address is not valid.</summary>
internal sealed record ValidateEmailAnswer(bool Valid, bool? FormatInvalid);

/// <summary><c>validateEmail</c>: checks the format only. It asks no mail server, which would be on behalf of a stranger.</summary>
internal static class ValidateEmailEndpoint
{
    public static Ok<ValidateEmailAnswer> Handle(ValidateEmailRequest request)
    {
        var valid = EmailAddress.TryParse(request.Email, out _);
        return TypedResults.Ok(new ValidateEmailAnswer(valid, valid ? null : true));
    }
}
