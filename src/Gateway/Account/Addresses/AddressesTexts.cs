namespace Members.Gateway.Account.Addresses;

/// <summary>The texts of the page of addresses.</summary>
public sealed class AddressesTexts;
