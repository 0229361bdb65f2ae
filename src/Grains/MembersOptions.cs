using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Members.Settings;

namespace Members.Grains;

/// <summary>The settings of members, in the section <c>Members</c>. <c>--help</c> prints the descriptions.</summary>
public sealed class MembersOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Members";

    /// <summary>How registrations are approved, until changed at run time.</summary>
    [Description("Automatic or Manual approval of registrations, until changed at run time")]
    public SignupApproval SignupApproval { get; set; } = SignupApproval.Automatic;

    /// <summary>Who may sign up, until changed at run time; null for what <see cref="SignupApproval"/> says.</summary>
    [Description("Open, Approve, Invite or Closed: who may sign up, until changed at run time; when absent, SignupApproval says")]
    public SignupMode? SignupMode { get; set; }

    /// <summary>Whether new members must verify their address, until changed at run time.</summary>
    [Description("Whether new members must enter a code mailed to their address, until changed at run time")]
    public bool RequireEmailVerification { get; set; }

    /// <summary>The fewest characters of a password.</summary>
    [Description("Fewest characters of a password"), Range(4, 64)]
    public int PasswordMinLength { get; set; } = 8;

    /// <summary>The most characters of a password.</summary>
    [Description("Most characters of a password"), Range(64, 256)]
    public int PasswordMaxLength { get; set; } = 100;

    /// <summary>A file of further passwords to refuse, one a line.</summary>
    [Description("File of further passwords to refuse, one a line: breached ones, the name of the site")]
    public string? RefusedPasswordsFile { get; set; }

    /// <summary>The cost of bcrypt. Each step doubles the work.</summary>
    [Description("bcrypt cost of new password hashes; below 10 is for tests only"), Range(4, 16)]
    public int BcryptCost { get; set; } = 11;

    /// <summary>The threads that hash passwords; 0 means one a core.</summary>
    [Description("Threads for password hashing; 0 means one a core"), Range(0, 1024)]
    public int HashThreads { get; set; }

    /// <summary>How many hash jobs may wait.</summary>
    [Description("Hash jobs that may wait before new ones are refused"), Range(1, 10_000)]
    public int HashQueueLength { get; set; } = 128;

    /// <summary>How long a hash job may wait.</summary>
    [Description("Longest wait for a password to be hashed; a job that would wait longer is refused at once")]
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan HashPatience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Secret keys of password hashes, by id. Keep them outside the database.</summary>
    [Description("Secret of the pepper named <id>, 32 characters or more; keep old ones until all hashes are renewed")]
    public IDictionary<string, string> Peppers { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The id of the pepper for new hashes.</summary>
    [Description("Id of the pepper for new hashes; needed when there are several")]
    public string? CurrentPepper { get; set; }

    /// <summary>The lifetime of a session ticket.</summary>
    [Description("How long a session ticket is valid"), Lifetime]
    public TimeSpan SessionTicketLifetime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The lifetime of a session.</summary>
    [Description("How long a session lasts"), Lifetime]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long an unused session lasts; zero for no such limit.</summary>
    [Description("How long a session lasts without being used, 10 minutes or more; zero means no such limit")]
    [Range(typeof(TimeSpan), "00:00:00", LifetimeAttribute.Max)]
    public TimeSpan SessionIdleLifetime { get; set; }

    /// <summary>The lifetime of an access token of an OAuth client, a visitor or an API key.</summary>
    [Description("How long an OAuth access token is valid; never longer than its session")]
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(4);

    /// <summary>The most sessions of a member.</summary>
    [Description("Most sessions of a member; a further one ends the oldest"), Range(1, 1000)]
    public int MaxSessionsPerMember { get; set; } = 50;

    /// <summary>How long after a rejection the applicant may apply again.</summary>
    [Description("How long after a rejection somebody may apply again"), Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan ReapplyAfter { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a rejected member is kept.</summary>
    [Description("How long a rejected member is kept before they are erased and the address is free; no shorter than ReapplyAfter")]
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan RejectedKept { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How often somebody may apply with one address.</summary>
    [Description("How often somebody may apply with one address"), Range(1, 5)]
    public int ApplicationsPerAddress { get; set; } = 3;

    /// <summary>How long an application waits before it lapses; zero for ever.</summary>
    [Description("How long an application waits for a decision before it lapses and its address is free; zero means for ever")]
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan LapseAfter { get; set; }

    /// <summary>How long whoever decided on an application can take the decision back.</summary>
    [Description("How long a decision on an application can be taken back by whoever made it; zero means not at all")]
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan UndoWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether deciding from a mail takes a session too.</summary>
    [Description("Whether who decides from a mail must be logged in too")]
    public bool DecideBySession { get; set; }

    /// <summary>The least pause between two mails to approvers.</summary>
    [Description("Least pause between two mails to approvers about who waits"), Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ApprovalDigest { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long somebody waits until approvers are reminded.</summary>
    [Description("How long somebody waits until approvers are reminded"), Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan ApprovalReminder { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Whether applicants get a mail that says that they wait.</summary>
    [Description("Whether applicants get a mail that says that their application has arrived")]
    public bool TellReceived { get; set; }

    /// <summary>Whether rejected applicants get a mail.</summary>
    [Description("Whether rejected applicants get a mail")]
    public bool TellRejected { get; set; } = true;

    /// <summary>When approved applicants get a mail.</summary>
    [Description("When approved applicants get a mail: Queue for decisions of the queue, Always or Never")]
    public TellApproved TellApproved { get; set; } = TellApproved.Queue;

    /// <summary>The language of mails and forms to whom none is known of.</summary>
    [Description("Language of mails and forms to whom none is known of: en, de, or one that the operator has templates for")]
    public string DefaultLanguage { get; set; } = "en";

    /// <summary>Where members log in, for mails.</summary>
    [Description("Where members log in, for mails; when absent, PublicBaseUrl")]
    public string? LoginUrl { get; set; }

    /// <summary>The lifetime of an approval token.</summary>
    [Description("How long an approval token is valid"), Lifetime]
    public TimeSpan ApprovalTokenLifetime { get; set; } = TimeSpan.FromHours(30);

    /// <summary>The lifetime of a set-password link.</summary>
    [Description("How long a set-password link is valid"), Lifetime]
    public TimeSpan SetPasswordLinkLifetime { get; set; } = TimeSpan.FromHours(3);

    /// <summary>The attempts at an address that one network, device or session has free.</summary>
    [Description("Free attempts at an address by one client network, device or session; each further one waits twice as long")]
    [Range(1, 1_000_000)]
    public int LoginAttempts { get; set; } = 5;

    /// <summary>The attempts at an address that all networks together have free.</summary>
    [Description("Free attempts at an address by all client networks together"), Range(1, 1_000_000)]
    public int LoginAttemptsOfEveryone { get; set; } = 20;

    /// <summary>The longest delay of an attempt.</summary>
    [Description("Longest wait before the next attempt at an address"), Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestLoginDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long after the last attempt the attempts are forgotten.</summary>
    [Description("How long after the last attempt at an address its attempts are forgotten; longer than the longest wait"), Lifetime]
    public TimeSpan LoginAttemptMemory { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How many set-password mails may be requested for one address in an hour.</summary>
    [Description("Set-password mails for one address in an hour"), Range(1, 1000)]
    public int SetPasswordMailsPerHour { get; set; } = 5;

    /// <summary>How many set-password mails the whole site sends in an hour.</summary>
    [Description("Set-password mails that the whole site sends in an hour; further ones wait"), Range(1, 1_000_000)]
    public int SetPasswordMailsPerHourOfSite { get; set; } = 2000;

    /// <summary>How long after a member has asked for it their account is deleted.</summary>
    [Description("How long after a member has asked for it their account is deleted; logging in until then keeps it")]
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan AccountDeletionDelay { get; set; } = TimeSpan.FromDays(14);

    /// <summary>The most security events kept with a member.</summary>
    [Description("Security events kept with a member; the log has all of them"), Range(10, 200)]
    public int EventsPerMember { get; set; } = 50;

    internal SignupMode Mode => SignupMode ?? (SignupApproval == SignupApproval.Manual
        ? Members.Settings.SignupMode.Approve : Members.Settings.SignupMode.Open);

    internal AdmissionSettings Admission() => new()
    {
        ReapplyAfter = ReapplyAfter,
        RejectedKept = RejectedKept,
        ApplicationsPerAddress = ApplicationsPerAddress,
        LapseAfter = LapseAfter,
        UndoWindow = UndoWindow,
        DecideBySession = DecideBySession,
        ApprovalDigest = ApprovalDigest,
        ApprovalReminder = ApprovalReminder,
        TellReceived = TellReceived,
        TellRejected = TellRejected,
        TellApproved = TellApproved,
        DefaultLanguage = DefaultLanguage,
        LoginUrl = string.IsNullOrEmpty(LoginUrl) ? null : LoginUrl,
    };

    internal bool KnowsPepper(string id) => id == Passwords.PepperRing.FixedId || Peppers.ContainsKey(id);

    internal string? PepperInUse => CurrentPepper ?? (Peppers.Count == 1 ? Peppers.Keys.Single() : null);
}
