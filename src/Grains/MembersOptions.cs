using System.ComponentModel;
using Members.Settings;

namespace Members.Grains;

/// <summary>What can be set about members themselves. Section <c>Members</c>; the descriptions are what <c>--help</c> prints.</summary>
public sealed class MembersOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Members";

    /// <summary>What happens to a registration until the setting is changed at run time.</summary>
    [Description("Automatic or Manual approval of registrations, until changed at run time")]
    public SignupApproval SignupApproval { get; set; } = SignupApproval.Automatic;

    /// <summary>Whether new members must show that they read the mail of their address, until the setting is changed at run time.</summary>
    [Description("Whether new members must enter a code mailed to their address, until changed at run time")]
    public bool RequireEmailVerification { get; set; }

    /// <summary>The fewest characters of a password; 4 at least.</summary>
    [Description("Fewest characters of a password, 4 to 64")]
    public int PasswordMinLength { get; set; } = 8;

    /// <summary>The most characters of a password.</summary>
    [Description("Most characters of a password, 64 to 256")]
    public int PasswordMaxLength { get; set; } = 100;

    /// <summary>A file of further passwords to refuse, one a line: breached ones, the site's name.</summary>
    [Description("File of further passwords to refuse, one a line: breached ones, the name of the site")]
    public string? RefusedPasswordsFile { get; set; }

    /// <summary>bcrypt's cost: each step doubles the work.</summary>
    [Description("bcrypt cost of new password hashes, 4 to 16; below 10 is for tests")]
    public int BcryptCost { get; set; } = 11;

    /// <summary>Threads for hashing; 0 for one a core.</summary>
    [Description("Threads for password hashing; 0 means one a core")]
    public int HashThreads { get; set; }

    /// <summary>Waiting hash jobs before new ones are refused with 503.</summary>
    [Description("Hash jobs that may wait before new ones are refused, 1 to 10000")]
    public int HashQueueLength { get; set; } = 128;

    /// <summary>Secrets that go into password hashes, by id. Keep them outside the database.</summary>
    [Description("Secret of the pepper named <id>, 32 characters or more; keep old ones until all hashes are renewed")]
    public IDictionary<string, string> Peppers { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The id of the pepper for new hashes.</summary>
    [Description("Id of the pepper for new hashes; needed when there are several")]
    public string? CurrentPepper { get; set; }

    /// <summary>How long a session ticket is good.</summary>
    [Description("How long a session ticket is good")]
    public TimeSpan SessionTicketLifetime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a session lasts.</summary>
    [Description("How long a session lasts")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a session lasts without being used; zero for as long as any.</summary>
    [Description("How long a session lasts without being used, 10 minutes or more; zero means no such limit")]
    public TimeSpan SessionIdleLifetime { get; set; }

    /// <summary>How long an access token of an OAuth client, a visitor or an API key is good.</summary>
    [Description("How long an OAuth access token is good, a minute to a day; never longer than its session")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(4);

    /// <summary>The most sessions of a member; a further one ends the oldest.</summary>
    [Description("Most sessions of a member, 1 to 1000; a further one ends the oldest")]
    public int MaxSessionsPerMember { get; set; } = 50;

    /// <summary>How long an approval token is good.</summary>
    [Description("How long an approval token is good")]
    public TimeSpan ApprovalTokenLifetime { get; set; } = TimeSpan.FromHours(30);

    /// <summary>How long a set-password link is good.</summary>
    [Description("How long a set-password link is good")]
    public TimeSpan SetPasswordLinkLifetime { get; set; } = TimeSpan.FromHours(3);

    /// <summary>Free wrong passwords at an address, of one network; each further one waits twice as long.</summary>
    [Description("Free tries at an address by one client network, device or session, 1 to 1000000; each further one waits twice as long")]
    public int LoginAttempts { get; set; } = 5;

    /// <summary>Free wrong passwords at an address, of all networks together.</summary>
    [Description("Free tries at an address by all client networks together, 1 to 1000000")]
    public int LoginAttemptsOfEveryone { get; set; } = 20;

    /// <summary>The longest that somebody waits before the next try.</summary>
    [Description("Longest wait before the next try at an address, up to a day")]
    public TimeSpan LongestLoginDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long after the last try it is forgotten.</summary>
    [Description("How long after the last try the tries at an address are forgotten; longer than the longest wait")]
    public TimeSpan LoginAttemptMemory { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How many set-password mails may be asked for in an hour for one address.</summary>
    [Description("Set-password mails for one address in an hour, 1 to 1000")]
    public int SetPasswordMailsPerHour { get; set; } = 5;

    /// <summary>How many set-password mails leave in an hour for the whole site.</summary>
    [Description("Set-password mails that leave in an hour for the whole site, 1 to 1000000; further ones wait")]
    public int SetPasswordMailsPerHourOfSite { get; set; } = 2000;

    /// <summary>The longest that a password waits to be hashed: what would wait longer is refused at once.</summary>
    [Description("Longest wait for a password to be hashed, up to a minute; what would wait longer is refused at once")]
    public TimeSpan HashPatience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The most security events that are kept with a member; the log has all of them.</summary>
    [Description("Security events kept with a member, 10 to 200; the log has all of them")]
    public int EventsPerMember { get; set; } = 50;

    internal bool KnowsPepper(string id) => id == Passwords.PepperRing.FixedId || Peppers.ContainsKey(id);

    internal string? PepperInUse => CurrentPepper ?? (Peppers.Count == 1 ? Peppers.Keys.Single() : null);
}
