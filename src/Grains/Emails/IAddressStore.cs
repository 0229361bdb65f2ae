namespace Members.Grains.Emails;

/// <summary>Who owns an address.</summary>
/// <param name="Member">The member.</param>
/// <param name="LogsIn">Whether the address logs the member in; false for a reserved one.</param>
internal readonly record struct AddressOwner(Guid Member, bool LogsIn);

/// <summary>The table of owned addresses, which the database derives from the members' records.</summary>
internal interface IAddressStore
{
    /// <summary>The owner of an address, as stored at one moment of this call; null when it is free.</summary>
    /// <param name="loginKey">The key of the address.</param>
    Task<AddressOwner?> FindOwner(string loginKey);
}
