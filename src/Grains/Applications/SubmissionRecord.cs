using System.Collections.Immutable;
using Members.SignUp;

namespace Members.Grains.Applications;

/// <summary>What somebody signs up with, besides address and password, once it has been checked.</summary>
/// <param name="Answers">The answers to the form.</param>
/// <param name="FormVersion">The version of the form; null when nothing was asked.</param>
[GenerateSerializer, Immutable, Alias("members.SubmissionRecord")]
internal sealed record SubmissionRecord(ImmutableArray<Answer> Answers, int? FormVersion) : Extensible
{
    /// <summary>Of a site that asks nothing.</summary>
    public static readonly SubmissionRecord None = new([], null);

    /// <summary>The name of the rule that applied.</summary>
    [Id(2)]
    public string? Rule { get; init; }

    /// <summary>The invitation that is used.</summary>
    [Id(3)]
    public ApplicationInvitationRecord? Invitation { get; init; }

    /// <summary>What the rule or the invitation does; null when the door decides.</summary>
    [Id(4)]
    public Admittance? Admits { get; init; }

    /// <summary>What the visitor's browser calls itself.</summary>
    [Id(5)]
    public string? UserAgent { get; init; }
}

/// <summary>The invitation that an application used.</summary>
/// <param name="Id">Its id, under which the database counts its uses.</param>
/// <param name="Note">What staff wrote about it.</param>
/// <param name="By">Who made it.</param>
[GenerateSerializer, Immutable, Alias("members.ApplicationInvitationRecord")]
internal sealed record ApplicationInvitationRecord(Guid Id, string? Note, ActorRecord By) : Extensible;
