using Members.Emails;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>The body of validateEmail.</summary>
internal sealed record ValidateEmailRequest(string? Email);

/// <summary>The answer: <c>formatInvalid</c> when it is not valid.</summary>
internal sealed record ValidateEmailAnswer(bool Valid, bool? FormatInvalid);

/// <summary><c>validateEmail</c>: looks at the form alone. Asking the address's mail server would be asking in a stranger's name.</summary>
internal static class ValidateEmail
{
    public static Ok<ValidateEmailAnswer> Handle(ValidateEmailRequest request)
    {
        var valid = EmailAddress.TryParse(request.Email, out _);
        return TypedResults.Ok(new ValidateEmailAnswer(valid, valid ? null : true));
    }
}
