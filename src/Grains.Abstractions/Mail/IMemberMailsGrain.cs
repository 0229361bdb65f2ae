using System.Collections.Immutable;
using Orleans.Concurrency;
using Members.Outcomes;

namespace Members.Mail;

/// <summary>The mails to a member that have not left yet. Keyed by the member id.</summary>
[Alias("members.IMemberMailsGrain")]
public interface IMemberMailsGrain : IGrainWithGuidKey
{
    /// <summary>The mails that wait.</summary>
    [Alias("ListWaiting"), AlwaysInterleave]
    Task<ImmutableArray<WaitingMail>> ListWaiting();

    /// <summary>
    /// Tries the mails again at once that were tried before. Not one whose last attempt has only just begun, so that it does no harm to
    /// ask twice, and not one whose time has not come, such as a decision that can still be undone. One commit.
    /// </summary>
    /// <returns>How many. Refused: <c>MemberNotFound</c>.</returns>
    [Alias("TryNow")]
    Task<Outcome<TriedMails>> TryNow();
}

/// <summary>A mail that waits.</summary>
/// <param name="Mail">Its name, as its template has it.</param>
/// <param name="Attempts">How often it has been tried; zero while its time has not come.</param>
/// <param name="Next">When it is tried next.</param>
/// <param name="Until">When it is given up.</param>
[GenerateSerializer, Immutable, Alias("members.WaitingMail")]
public sealed record WaitingMail(string Mail, int Attempts, DateTimeOffset Next, DateTimeOffset Until);

/// <summary>Mails that were tried again.</summary>
/// <param name="Count">How many.</param>
[GenerateSerializer, Immutable, Alias("members.TriedMails")]
public sealed record TriedMails(int Count);
