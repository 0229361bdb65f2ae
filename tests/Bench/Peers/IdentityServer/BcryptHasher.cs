using Microsoft.AspNetCore.Identity;

namespace IdentityServer;

/// <summary>Hashes passwords with bcrypt, at the cost that everybody has in the comparison.</summary>
internal sealed class BcryptHasher(int cost) : IPasswordHasher<IdentityUser>
{
    public string HashPassword(IdentityUser user, string password) => BCrypt.Net.BCrypt.HashPassword(password, cost);

    public PasswordVerificationResult VerifyHashedPassword(IdentityUser user, string hashedPassword, string providedPassword) =>
        BCrypt.Net.BCrypt.Verify(providedPassword, hashedPassword)
            ? PasswordVerificationResult.Success
            : PasswordVerificationResult.Failed;
}
