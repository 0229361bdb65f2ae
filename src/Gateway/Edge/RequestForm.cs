namespace Members.Gateway.Edge;

/// <summary>Requires a form; other content types are answered with 415, and a form that breaks off with 400.</summary>
internal static class RequestForm
{
    /// <exception cref="BadHttpRequestException">The body is not a form.</exception>
    public static void RequireForm(this HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            throw new BadHttpRequestException("A form is needed.", StatusCodes.Status415UnsupportedMediaType);
        }
    }

    /// <exception cref="BadHttpRequestException">The body is not a form, or one that breaks off.</exception>
    public static async Task<IFormCollection> ReadRequiredForm(this HttpRequest request, CancellationToken cancellationToken)
    {
        request.RequireForm();
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (IOException fault) when (fault is not BadHttpRequestException)
        {
            // The reader of parts throws this when the body ends within one.
            throw new BadHttpRequestException("The form breaks off.", fault);
        }
    }
}
