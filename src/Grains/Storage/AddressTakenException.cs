namespace Members.Grains.Storage;

/// <summary>
/// The record names an address that another record owns. The statement failed as a whole: nothing was written
/// (docs/adr/0002).
/// </summary>
internal sealed class AddressTakenException : Exception
{
    public AddressTakenException()
        : base("Another member owns the address.")
    {
    }

    public AddressTakenException(Exception cause)
        : base("Another member owns the address.", cause)
    {
    }
}
