using System.Collections.Immutable;
using Members.Grains.Storage;
using Members.Grains.Tokens;

namespace Members.Grains.Digest;

/// <summary>What approvers have been told of the queue, as stored: one record of the site.</summary>
[GenerateSerializer, Immutable, Alias("members.DigestRecord")]
internal sealed record DigestRecord : VersionedRecord
{
    /// <summary>When the last mail was decided on.</summary>
    [Id(1)]
    public DateTimeOffset? MailedAt { get; init; }

    /// <summary>Whoever applied or replied until then was in a mail.</summary>
    [Id(2)]
    public DateTimeOffset? CoveredUntil { get; init; }

    /// <summary>When an applicant last replied.</summary>
    [Id(3)]
    public DateTimeOffset? RepliedAt { get; init; }

    /// <summary>Approvers in whose outbox the last mail is not yet.</summary>
    [Id(4)]
    public ImmutableArray<Guid> Untold { get; init; } = [];

    /// <summary>What the links in the mails are made with; null before the first.</summary>
    [Id(5)]
    public TokenKey? LinkKey { get; init; }

    /// <inheritdoc/>
    public override int KnownSchema() => 1;
}
