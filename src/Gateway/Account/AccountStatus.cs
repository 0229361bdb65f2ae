using Members.Outcomes;

namespace Members.Gateway.Account;

/// <summary>The HTTP status of a page whose form was refused.</summary>
internal static class AccountStatus
{
    /// <summary>
    /// The API's, or 200 for none. Not 401 for a wrong password: whoever reads the page is logged in.
    /// </summary>
    public static int Of(Refusal? refusal) => refusal?.Entry.Api.Error.Status switch
    {
        null => StatusCodes.Status200OK,
        StatusCodes.Status401Unauthorized => StatusCodes.Status400BadRequest,
        { } status => status,
    };
}
