// ASP.NET Core Identity as its documentation sets it up for the clients of an API: MapIdentityApi with bearer tokens, Entity Framework
// with pooled contexts, here on PostgreSQL (https://learn.microsoft.com/aspnet/core/security/authentication/identity-api-authorization).
using IdentityServer;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var cost = builder.Configuration.GetValue("BcryptCost", 10);
builder.Services.AddDbContextPool<Users>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Users")));
builder.Services.AddIdentityApiEndpoints<IdentityUser>().AddEntityFrameworkStores<Users>();
builder.Services.AddSingleton<IPasswordHasher<IdentityUser>>(new BcryptHasher(cost));
builder.Services.AddAuthorization();
var app = builder.Build();
using (var scope = app.Services.CreateScope())
{
    await scope.ServiceProvider.GetRequiredService<Users>().Database.EnsureCreatedAsync();
}

app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/health", () => Results.Ok());
app.MapIdentityApi<IdentityUser>();

// A bearer token is believed until it expires, an hour later: a user cannot be locked out before.
app.MapGet("/me", (HttpContext context) => new { email = context.User.Identity!.Name }).RequireAuthorization();

// With the security stamp a user is locked out at once.
app.MapGet("/me-now", async (HttpContext context, SignInManager<IdentityUser> signIn) =>
    await signIn.ValidateSecurityStampAsync(context.User) is { } user ? Results.Ok(new { email = user.Email }) : Results.Unauthorized())
    .RequireAuthorization();
app.Run();
