namespace Members.Tests.Storage;

/// <summary>A role of the database's server, while a test needs it. Every database there knows it.</summary>
internal sealed class TestRole(PostgresTestDatabase database, string rights, string? name = null) : IAsyncDisposable
{
    private readonly string _name = name ?? $"r{Guid.NewGuid():N}";

    /// <summary>How the role comes in.</summary>
    public string ConnectionString => database.ConnectionString.Replace("Username=members", $"Username={_name}", StringComparison.Ordinal);

    public async Task Make() => await database.Sql($"CREATE ROLE {_name} {rights}");

    public async ValueTask DisposeAsync() => await database.Sql($"DROP OWNED BY {_name}; DROP ROLE {_name}");
}
