namespace Members.Outcomes;

/// <summary>
/// The store could not be read or written. Whether a write took effect is unknown; the command may be repeated.
/// </summary>
/// <remarks>The one storage fault that crosses a grain boundary: a driver's own exception has no codec at the caller.</remarks>
[GenerateSerializer, Alias("members.StorageUnavailableException")]
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Without detail.</summary>
    public StorageUnavailableException()
        : this("The store could not be reached.")
    {
    }

    /// <summary>With a sentence that holds nothing secret.</summary>
    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause, which stays on this side of the wire.</summary>
    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
