namespace Members.Gateway.Edge;

/// <summary>Requires a form; other content types are answered with 415.</summary>
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

    /// <exception cref="BadHttpRequestException">The body is not a form.</exception>
    public static Task<IFormCollection> ReadRequiredForm(this HttpRequest request, CancellationToken cancellationToken)
    {
        request.RequireForm();
        return request.ReadFormAsync(cancellationToken);
    }
}
