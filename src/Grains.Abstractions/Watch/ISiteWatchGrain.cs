using System.Collections.Immutable;
using Orleans.Concurrency;
using Members.Audit;
using Members.Mail;

namespace Members.Watch;

/// <summary>
/// Asks every silo how it is doing. One that does not answer in time, or is of a version that does not know the question, is named in the
/// answer and delays nobody for longer than a second or two. It is a stateless worker and runs on a silo of this version.
/// </summary>
[Alias("members.ISiteWatchGrain")]
public interface ISiteWatchGrain : IGrainWithIntegerKey
{
    /// <summary>How the silos are doing.</summary>
    [Alias("Silos"), AlwaysInterleave]
    Task<SiloReports> Silos();

    /// <summary>The last attempts at mails that failed.</summary>
    [Alias("MailFailures"), AlwaysInterleave]
    Task<MailFailures> MailFailures();

    /// <summary>The newest security events.</summary>
    [Alias("Events"), AlwaysInterleave]
    Task<SecurityEvents> Events(SecurityQuery query);
}

/// <summary>How a silo is doing.</summary>
/// <param name="Silo">Its address and generation.</param>
/// <param name="Version">The version of Members that it runs.</param>
/// <param name="HashesWaiting">How many passwords wait to be hashed.</param>
/// <param name="HashQueueLength">How many may wait.</param>
/// <param name="HashesRefused">How many were refused within the last hour because too many waited.</param>
/// <param name="MailsFailed">How many attempts at mails failed within the last hour.</param>
[GenerateSerializer, Immutable, Alias("members.SiloReport")]
public sealed record SiloReport(
    string Silo, string Version, int HashesWaiting, int HashQueueLength, int HashesRefused, int MailsFailed);

/// <summary>How the silos are doing.</summary>
/// <param name="Reports">Those that answered.</param>
/// <param name="Silent">Those that did not.</param>
[GenerateSerializer, Immutable, Alias("members.SiloReports")]
public sealed record SiloReports(ImmutableArray<SiloReport> Reports, ImmutableArray<string> Silent);
