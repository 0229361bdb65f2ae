using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Members.Mail;

/// <summary>Shows what mails look like, and how many wait. It is a stateless worker and tells of the silo that is called.</summary>
[Alias("members.IMailPreviewGrain")]
public interface IMailPreviewGrain : IGrainWithIntegerKey
{
    /// <summary>Which mails there are, and what waits to leave the silo.</summary>
    [Alias("Overview"), AlwaysInterleave]
    ValueTask<MailOverview> Overview();

    /// <summary>A mail with sample values; null when there is none of this name or no templates in the language.</summary>
    [Alias("Preview"), AlwaysInterleave]
    ValueTask<PreviewedMail?> Preview(string name, string language);
}

/// <summary>Which mails there are, and what waits to leave a silo.</summary>
/// <param name="Templates">The names of the mails.</param>
/// <param name="Languages">The languages that there are templates for.</param>
/// <param name="Waiting">How many mails wait to leave this silo.</param>
/// <param name="Oldest">How long the oldest of them has waited.</param>
/// <param name="SendsToFolder">Whether mails are written as files and not sent, since no mail server is set.</param>
[GenerateSerializer, Immutable, Alias("members.MailOverview")]
public sealed record MailOverview(
    ImmutableArray<string> Templates, ImmutableArray<string> Languages, int Waiting, TimeSpan Oldest, bool SendsToFolder);

/// <summary>A mail with sample values.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Its plain text.</param>
/// <param name="Html">Its HTML.</param>
[GenerateSerializer, Immutable, Alias("members.PreviewedMail")]
public sealed record PreviewedMail(string Subject, string Text, string Html);
