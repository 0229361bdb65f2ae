using Members.Gateway.Pages.Parts;

namespace Members.Gateway.Pages;

/// <summary>A form that was sent with no session, or another, and waits to be sent again. Passwords are no part of it.</summary>
/// <param name="Path">Where it was sent to, from the root of the site on.</param>
/// <param name="Fields">What was typed.</param>
internal sealed record KeptForm(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    private const string Prefix = "kept.", PathField = "kept-path";

    /// <summary>The form of a request.</summary>
    public static KeptForm Of(HttpRequest request) => new(
        request.Path.Value!.TrimStart('/') + request.QueryString,
        [.. Texts(request.Form).Where(f => f.Key != FormToken.Field && !f.Key.Contains("password", StringComparison.OrdinalIgnoreCase))]);

    /// <summary>The form that the login page has carried along; null when there is none, or it would lead elsewhere.</summary>
    public static KeptForm? Carried(IFormCollection form) => LocalPath.Parse(form[PathField]) is { } path
        ? new(path, [.. Texts(form)
            .Where(f => f.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(f => KeyValuePair.Create(f.Key[Prefix.Length..], f.Value))])
        : null;

    /// <summary>The fields by which the login page carries it along.</summary>
    public IEnumerable<KeyValuePair<string, string>> Carrying() =>
        Fields.Select(f => KeyValuePair.Create(Prefix + f.Key, f.Value)).Prepend(KeyValuePair.Create(PathField, Path));

    /// <summary>The page that asks to send it once more.</summary>
    public IResult Page() => new Page<KeptFormView, KeptForm>(this, StatusCodes.Status409Conflict);

    private static IEnumerable<KeyValuePair<string, string>> Texts(IFormCollection form) =>
        form.SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")));
}
