using System.Security.Claims;

namespace Members.Gateway.Access;

/// <summary>An authenticated caller in <see cref="HttpContext.User"/>.</summary>
/// <param name="caller">Who it is.</param>
/// <param name="scheme">How they authenticated.</param>
internal sealed class CallerIdentity(Caller caller, string scheme) : ClaimsIdentity(scheme)
{
    public Caller Caller => caller;

    /// <summary>The caller of a kind that authenticated; null when there is none.</summary>
    public static T? Find<T>(ClaimsPrincipal user)
        where T : Caller
    {
        foreach (var identity in user.Identities)
        {
            if (identity is CallerIdentity { Caller: T found })
            {
                return found;
            }
        }

        return null;
    }
}
