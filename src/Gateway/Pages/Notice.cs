namespace Members.Gateway.Pages;

/// <summary>A page with a message and no form.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The heading: a key of <see cref="Texts"/>, or a text of somebody else's.</param>
/// <param name="Message">What it says, likewise.</param>
/// <param name="Link">Where to go from here; null if the page may be closed.</param>
internal sealed record Notice(int Status, string Title, string Message, NoticeLink? Link = null) : IResult
{
    /// <summary>Where its texts are.</summary>
    public Type Texts { get; init; } = typeof(PageTexts);

    /// <summary>A page with texts of a capability.</summary>
    public static Notice Of<TTexts>(int status, string title, string message, NoticeLink? link = null) =>
        new(status, title, message, link) { Texts = typeof(TTexts) };

    public Task ExecuteAsync(HttpContext httpContext) => new Page<Parts.NoticeView, Notice>(this, Status).ExecuteAsync(httpContext);
}

/// <summary>Where to go from a notice.</summary>
/// <param name="Address">An address of another site, or a path from the root of this one on.</param>
/// <param name="Text">What the link says: a key of the texts that all pages share.</param>
internal sealed record NoticeLink(string Address, string Text)
{
    /// <summary>Whether it leads to another site.</summary>
    public bool LeadsAway => Address.Contains("://", StringComparison.Ordinal);
}
