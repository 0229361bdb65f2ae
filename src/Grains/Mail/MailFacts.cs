namespace Members.Grains.Mail;

/// <summary>What a mail says besides its kind, as stored with it.</summary>
/// <param name="Text">A reason, a question or a note.</param>
/// <param name="At">Until when, or from when on.</param>
/// <param name="Url">Where its link leads, if that is no page of Members.</param>
/// <param name="Languages">Language tags with commas, the best first.</param>
[GenerateSerializer, Immutable, Alias("members.MailFacts")]
public sealed record MailFacts(string? Text = null, DateTimeOffset? At = null, string? Url = null, string? Languages = null) : Extensible
{
    /// <summary>The languages of a mail: the reader's own, if they have told, and the site's.</summary>
    public static string LanguagesOf(string? own, string site) => own is null ? site : $"{own},{site}";

    /// <summary>The languages alone: what the mail says is about a person.</summary>
    public override string ToString() => $"MailFacts({Languages})";
}
