namespace Members.Outcomes;

/// <summary>The store could not be read or written. Whether a write took effect is unknown; the command may be repeated.</summary>
/// <remarks>The only storage fault that crosses a grain boundary: callers cannot deserialize a driver's exception.</remarks>
[GenerateSerializer, Alias("members.StorageUnavailableException")]
public sealed class StorageUnavailableException : Exception
{
    /// <summary>With the default message.</summary>
    public StorageUnavailableException()
        : this("The store could not be reached.")
    {
    }

    /// <summary>With a message, which must not contain anything secret.</summary>
    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause, which is not sent to the caller.</summary>
    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
