namespace Members.Gateway.Pages;

/// <summary>
/// The Content-Security-Policy of pages (ASVS 5.0, 3.4.3, 3.4.6): they load their own files alone, and nobody may frame them.
/// </summary>
internal static class PagePolicy
{
    private const string Own =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    /// <param name="formAction">
    /// Where their forms may be sent; null for a form whose response leads elsewhere: Chromium checks every address that it is redirected
    /// to, and nobody knows where the client's callback leads.
    /// </param>
    public static string With(string? formAction) => formAction is null ? Own : $"{Own}; form-action {formAction}";
}
