namespace Members.Gateway.Edge;

/// <summary>Reading forms.</summary>
internal static class RequestForm
{
    /// <summary>Answers 415 unless the body is a form.</summary>
    public static void RequireForm(this HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            throw new BadHttpRequestException("A form is needed.", StatusCodes.Status415UnsupportedMediaType);
        }
    }

    /// <summary>The form of the body; answers 415 when it is something else.</summary>
    public static Task<IFormCollection> ReadRequiredForm(this HttpRequest request, CancellationToken cancellationToken)
    {
        request.RequireForm();
        return request.ReadFormAsync(cancellationToken);
    }
}
