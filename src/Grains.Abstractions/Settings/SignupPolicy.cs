namespace Members.Settings;

/// <summary>What happens to a new registration: the older and coarser name of <see cref="SignupMode"/>.</summary>
[Alias("members.SignupApproval")]
public enum SignupApproval
{
    /// <summary>The member is active at once.</summary>
    Automatic = 0,

    /// <summary>The member waits for approval.</summary>
    Manual = 1,
}

/// <summary>Who may sign up, and whether they wait: the site's door.</summary>
[Alias("members.SignupMode")]
public enum SignupMode
{
    /// <summary>Everybody, who is a member at once.</summary>
    Open = 0,

    /// <summary>Everybody, who then waits for approval.</summary>
    Approve = 1,

    /// <summary>Who has an invitation.</summary>
    Invite = 2,

    /// <summary>Nobody.</summary>
    Closed = 3,
}

/// <summary>A change of the door that comes by itself.</summary>
/// <param name="Mode">The door from then on.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("members.SignupChange")]
public sealed record SignupChange(SignupMode Mode, DateTimeOffset At) : Extensible;

/// <summary>What a site requires of new members.</summary>
/// <param name="Approval">Whether they must be approved.</param>
/// <param name="RequireEmailVerification">Whether they must verify their address.</param>
[GenerateSerializer, Immutable, Alias("members.SignupPolicy")]
public sealed record SignupPolicy(SignupApproval Approval, bool RequireEmailVerification)
{
    /// <summary>The door; null when a silo of the former version answers, which knows two alone.</summary>
    [Id(2)]
    public SignupMode? Mode { get; init; }

    /// <summary>The change of the door that comes by itself.</summary>
    [Id(3)]
    public SignupChange? Change { get; init; }

    /// <summary>Changes with the sign-up form and the rules; null when there are none.</summary>
    [Id(4)]
    public Guid? Terms { get; init; }

    /// <summary>The other settings of admission; null when a silo of the former version answers.</summary>
    [Id(5)]
    public AdmissionSettings? Admission { get; init; }

    /// <summary>The door at a time.</summary>
    public SignupMode ModeAt(DateTimeOffset now) => Change is { } change && now >= change.At
        ? change.Mode
        : Mode ?? (Approval == SignupApproval.Manual ? SignupMode.Approve : SignupMode.Open);

    /// <summary>The older name of a door. Who is not let in at once waits, as far as that name goes.</summary>
    public static SignupApproval ApprovalOf(SignupMode mode) =>
        mode == SignupMode.Open ? SignupApproval.Automatic : SignupApproval.Manual;
}
