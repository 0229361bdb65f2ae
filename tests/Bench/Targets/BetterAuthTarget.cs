using System.Globalization;
using Members.Tests.Bench.Machine;

namespace Members.Tests.Bench.Targets;

/// <summary>better-auth on Node (Peers/better-auth).</summary>
internal sealed class BetterAuthTarget(Server server) : Target("better-auth", server)
{
    private string Origin => $"Origin: http://127.0.0.1:{Server.Port}";

    protected override string RegisterRequest =>
        Wire.Post("/api/auth/sign-up/email", $$"""{"email":"{{Email}}","password":"{{Password}}","name":"Ann"}""", Origin);

    protected override string LoginRequest =>
        Wire.Post("/api/auth/sign-in/email", $$"""{"email":"{{Email}}","password":"{{Password}}"}""", Origin);

    /// <summary>Starts it.</summary>
    /// <param name="cost">The cost of bcrypt.</param>
    /// <param name="database">The database, as a URL.</param>
    public static async Task<BetterAuthTarget> Start(int cost, string database)
    {
        var port = FreePort.Next();
        var environment = new Dictionary<string, string>
        {
            ["BCRYPT_COST"] = cost.ToString(CultureInfo.InvariantCulture),
            ["DATABASE"] = database,
            ["NODE_ENV"] = "production",
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
        };
        string[] command = ["node", Path.Combine(Folders.Programs, "better-auth", "server.js")];
        return new BetterAuthTarget(await Server.Start(command, environment, Folders.New("better-auth"), port, "/api/auth/ok"));
    }

    /// <inheritdoc/>
    public override async Task<string> OpenSession(int number)
    {
        var (_, answer) = await Post(
            "/api/auth/sign-in/email", new { email = EmailOf(number), password = Password }, ("Origin", Url.ToString().TrimEnd('/')));
        var cookies = answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]);
        return Wire.Get("/api/auth/get-session", $"Cookie: {string.Join("; ", cookies)}", Origin);
    }
}
