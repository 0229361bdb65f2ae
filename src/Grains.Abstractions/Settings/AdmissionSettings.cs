namespace Members.Settings;

/// <summary>When an approved applicant is told by mail.</summary>
[Alias("members.TellApproved")]
public enum TellApproved
{
    /// <summary>When the queue decided, not when another function did.</summary>
    Queue = 0,

    /// <summary>Whoever decided.</summary>
    Always = 1,

    /// <summary>Not by mail.</summary>
    Never = 2,
}

/// <summary>The settings of admission, as configured or as changed at run time.</summary>
[GenerateSerializer, Immutable, Alias("members.AdmissionSettings")]
public sealed record AdmissionSettings
{
    /// <summary>How long after a rejection the applicant may apply again.</summary>
    [Id(0)]
    public TimeSpan ReapplyAfter { get; init; }

    /// <summary>How long a rejected member is kept.</summary>
    [Id(1)]
    public TimeSpan RejectedKept { get; init; }

    /// <summary>How often somebody may apply with one address.</summary>
    [Id(2)]
    public int ApplicationsPerAddress { get; init; }

    /// <summary>How long an application waits before it lapses; zero for ever.</summary>
    [Id(3)]
    public TimeSpan LapseAfter { get; init; }

    /// <summary>How long a decision can be taken back.</summary>
    [Id(4)]
    public TimeSpan UndoWindow { get; init; }

    /// <summary>Whether deciding from a mail takes a session too.</summary>
    [Id(5)]
    public bool DecideBySession { get; init; }

    /// <summary>The least pause between two mails to approvers.</summary>
    [Id(6)]
    public TimeSpan ApprovalDigest { get; init; }

    /// <summary>How long somebody waits until approvers are reminded.</summary>
    [Id(7)]
    public TimeSpan ApprovalReminder { get; init; }

    /// <summary>Whether applicants get a mail that says that they wait.</summary>
    [Id(8)]
    public bool TellReceived { get; init; }

    /// <summary>Whether rejected applicants get a mail.</summary>
    [Id(9)]
    public bool TellRejected { get; init; }

    /// <summary>When approved applicants get a mail.</summary>
    [Id(10)]
    public TellApproved TellApproved { get; init; }

    /// <summary>The language of mails and forms to whom none is known of.</summary>
    [Id(11)]
    public string DefaultLanguage { get; init; } = "en";

    /// <summary>Where members log in, for mails; null for the service itself.</summary>
    [Id(12)]
    public string? LoginUrl { get; init; }
}

/// <summary>A change of settings; what is null stays as it is.</summary>
[GenerateSerializer, Immutable, Alias("members.SettingsChange")]
public sealed record SettingsChange : Extensible
{
    /// <summary>The door; it takes back a change of it that was to come.</summary>
    [Id(0)]
    public SignupMode? Mode { get; init; }

    /// <summary>The door by its older name: a door that has this name already stays as it is.</summary>
    [Id(16)]
    public SignupApproval? Approval { get; init; }

    /// <summary>A change of the door that comes by itself.</summary>
    [Id(1)]
    public SignupChange? Change { get; init; }

    /// <summary>Whether new members must verify their address.</summary>
    [Id(2)]
    public bool? RequireEmailVerification { get; init; }

    /// <inheritdoc cref="AdmissionSettings.ReapplyAfter"/>
    [Id(3)]
    public TimeSpan? ReapplyAfter { get; init; }

    /// <inheritdoc cref="AdmissionSettings.RejectedKept"/>
    [Id(4)]
    public TimeSpan? RejectedKept { get; init; }

    /// <inheritdoc cref="AdmissionSettings.ApplicationsPerAddress"/>
    [Id(5)]
    public int? ApplicationsPerAddress { get; init; }

    /// <inheritdoc cref="AdmissionSettings.LapseAfter"/>
    [Id(6)]
    public TimeSpan? LapseAfter { get; init; }

    /// <inheritdoc cref="AdmissionSettings.UndoWindow"/>
    [Id(7)]
    public TimeSpan? UndoWindow { get; init; }

    /// <inheritdoc cref="AdmissionSettings.DecideBySession"/>
    [Id(8)]
    public bool? DecideBySession { get; init; }

    /// <inheritdoc cref="AdmissionSettings.ApprovalDigest"/>
    [Id(9)]
    public TimeSpan? ApprovalDigest { get; init; }

    /// <inheritdoc cref="AdmissionSettings.ApprovalReminder"/>
    [Id(10)]
    public TimeSpan? ApprovalReminder { get; init; }

    /// <inheritdoc cref="AdmissionSettings.TellReceived"/>
    [Id(11)]
    public bool? TellReceived { get; init; }

    /// <inheritdoc cref="AdmissionSettings.TellRejected"/>
    [Id(12)]
    public bool? TellRejected { get; init; }

    /// <inheritdoc cref="AdmissionSettings.TellApproved"/>
    [Id(13)]
    public TellApproved? TellApproved { get; init; }

    /// <inheritdoc cref="AdmissionSettings.DefaultLanguage"/>
    [Id(14)]
    public string? DefaultLanguage { get; init; }

    /// <summary>Where members log in, for mails; an empty text for the service itself.</summary>
    [Id(15)]
    public string? LoginUrl { get; init; }
}
