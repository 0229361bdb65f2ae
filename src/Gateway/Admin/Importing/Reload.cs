namespace Members.Gateway.Admin.Importing;

/// <summary>Has the browser load a page again after a while, without a script, unless its reader does not want that.</summary>
internal static class Reload
{
    /// <summary>The parameter by which a reader says so (WCAG 2.2, 2.2.2).</summary>
    public const string Off = "still";

    private const string Seconds = "3";

    /// <summary>Whether the reader wants it.</summary>
    public static bool IsWanted(HttpContext context) => !context.Request.Query.ContainsKey(Off);

    /// <summary>Loads the page again soon.</summary>
    public static void Soon(HttpContext context)
    {
        if (IsWanted(context))
        {
            context.Response.Headers["Refresh"] = Seconds;
        }
    }
}
