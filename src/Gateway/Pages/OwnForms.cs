using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Outcomes;

namespace Members.Gateway.Pages;

/// <summary>Refuses forms that a page of another origin sends in a visitor's name, and says so to the visitor and the audit log.</summary>
internal sealed class OwnForms(FormOrigin forms, AuthorizationAudit audit)
{
    /// <summary>
    /// What a page with a form sends as its Referrer-Policy: without a referrer, browsers send "null" as the origin of the form, which
    /// then cannot be told from a forged one. To other origins nothing is told.
    /// </summary>
    public const string ReferrerPolicy = "same-origin";

    /// <summary>The page that refuses the form; null when it comes from a page of ours.</summary>
    public Notice? Refuse(HttpContext context)
    {
        if (!forms.IsForeign(context.Request))
        {
            return null;
        }

        audit.Denied(context, Problem.Of(ApiError.PermissionDenied, "This form was sent by a page of another origin."));
        return new Notice(403, "ForeignFormTitle", "ForeignForm");
    }
}
