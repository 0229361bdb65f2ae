namespace Members.Grains.Passwords;

/// <summary>What a password is hashed for, most urgent first. A caller waits for all but a renewal.</summary>
internal enum HashLane
{
    /// <summary>A login, or a confirmation with the current password.</summary>
    Login,

    /// <summary>A new password.</summary>
    SetPassword,

    /// <summary>A registration.</summary>
    Register,

    /// <summary>The renewal of a hash made with older settings; no caller waits for it.</summary>
    Renewal,

    /// <summary>
    /// The wrapping or trial of a hash from another site (<see cref="PasswordSchemes.Wrap"/>), in spare time only: it takes no thread and
    /// no place from any other.
    /// </summary>
    Import,
}

/// <summary>What decides the place of a job in the queue.</summary>
/// <param name="Lane">Its urgency.</param>
/// <param name="Client">The caller's network; clients take turns.</param>
/// <param name="Address">The login key it is about; the addresses of a client take turns.</param>
internal readonly record struct HashRequest(HashLane Lane, string Client, string Address);
