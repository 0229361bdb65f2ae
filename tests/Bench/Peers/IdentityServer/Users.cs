using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace IdentityServer;

/// <summary>The database of the users.</summary>
internal sealed class Users(DbContextOptions<Users> options) : IdentityDbContext<IdentityUser>(options);
