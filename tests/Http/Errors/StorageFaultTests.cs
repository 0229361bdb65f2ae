using Members.Secrets;
using Members.Tests.Http.Hosting;
using Microsoft.Data.Sqlite;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Errors;

/// <summary>A server whose store can be taken away.</summary>
public sealed class LosingServer : SharedServer
{
    /// <summary>Takes the table of all records away, until disposed.</summary>
    internal async Task<IAsyncDisposable> LoseStore()
    {
        await Run("ALTER TABLE GrainRecord RENAME TO LostRecord");
        return new Return(this);
    }

    private protected override Task<MembersServer> Start() => MembersServer.Start();

    private async Task Run(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Server.DataDirectory, "members.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Return(LosingServer server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await server.Run("ALTER TABLE LostRecord RENAME TO GrainRecord");
    }
}

/// <summary>STORAGE_UNAVAILABLE, and what comes after it (contract, section 4, I2, I10, I13, I14).</summary>
public sealed class StorageFaultTests(LosingServer shared) : IClassFixture<LosingServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Of_many_who_are_decided_on_each_is_told_that_the_store_was_away()
    {
        var people = new[] { await _server.Register(), await _server.Register() };
        await using (await shared.LoseStore())
        {
            var decision = new { ids = people.Select(p => p.Id), outcome = "APPROVED" };
            var reply = await _server.Operator.Post("/v1/applications/decide", decision);
            Assert.All(reply.Done().GetProperty("results").EnumerateArray(), r => Assert.Equal("STORAGE_UNAVAILABLE", r.Str("code")));
        }
    }

    [Fact]
    public async Task What_cannot_be_stored_is_refused_with_when_to_come_back_and_has_not_happened()
    {
        var (person, other, email) = (await _server.Register(), await _server.Register(), NewEmail());
        var (session, ticket, before) = (await _server.OpenSession(person), await _server.Ticket(person), await _server.Shown(person.Id));
        await using (await shared.LoseStore())
        {
            Reply[] replies =
            [
                await _server.Operator.Post($"{Auth}/block", new { id = person.Id }),
                await _server.Login(person),
                await _server.Apply(ticket),
                await _server.Operator.Patch(
                    $"{Auth}/members/{other.Id}/change-login-email", new { newEmail = person.Email.ToUpperInvariant() + "a" }),
                await _server.Operator.Post($"{Auth}/register", new { email, password = MembersServer.GoodPassword }),
                await _server.Operator.Get("/v1/members"),
                await _server.Operator.Get("/v1/api-keys"),
                await _server.Operator.Post("/v1/api-keys", new { name = "x", scopes = new[] { "members.manage" } }),
                await _server.Operator.Patch($"{Auth}/settings", new { signupApproval = "MANUAL" }),
            ];
            Assert.All(replies, r => Assert.Equal("1", r.Is(Fault.StorageUnavailable).Header("Retry-After")));
        }

        Assert.Equal(before, await _server.Shown(person.Id));
        Assert.True(await _server.IsLive(session));
        (await _server.Apply(ticket)).Done();
        (await _server.Login(person)).Done();
        (await _server.Login(other)).Done();
        Assert.Equal("ACTIVE", (await _server.Register(email)).Answer.Member().Str("status"));
        await _server.Block(person);
        Assert.False(await _server.IsLive(session));
    }

    [Fact]
    public async Task A_member_whose_grain_is_not_awake_cannot_be_told_from_nobody_and_is_neither()
    {
        await using (await shared.LoseStore())
        {
            (await _server.Operator.Get($"/v1/members/{Guid.NewGuid()}")).Is(Fault.StorageUnavailable);
            (await _server.Login(NewEmail(), MembersServer.GoodPassword)).Is(Fault.StorageUnavailable);
            (await _server.SendSetPasswordEmail(NewEmail())).Is(Fault.StorageUnavailable);
            (await _server.Visitor.As(
                OpaqueToken.Create(TokenPurpose.ApiKey, Guid.NewGuid(), Guid.NewGuid(), new byte[32])
                .Reveal()).Get("/v1/members")).Is(Fault.StorageUnavailable);
        }

        (await _server.Operator.Get($"/v1/members/{Guid.NewGuid()}")).Is(Fault.MemberNotFound);
        (await _server.Login(NewEmail(), MembersServer.GoodPassword)).Is(Fault.InvalidCredentials);
    }

    [Fact]
    public async Task It_is_alive_but_not_ready_until_the_store_is_back()
    {
        await using (await LoseQueries())
        {
            (await _server.Visitor.Get("/health/live")).Done();
            await Ready(503, "DOWN");
        }

        await Ready(200, "UP");
    }

    // An answer may be a second old.
    private Task<Reply> Ready(int status, string word) => Eventually.Get(
        () => _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, "/health/ready")),
        reply => (reply.Status, reply.Text) == (status, $"{{\"status\":\"{word}\"}}"));

    // What the probe reads: the other way in which the file can be there and not be the store.
    private async Task<IAsyncDisposable> LoseQueries()
    {
        await Rename("OrleansQuery", "LostQuery");
        return new Back(this);
    }

    private async Task Rename(string from, string to)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_server.DataDirectory, "members.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = $"ALTER TABLE {from} RENAME TO {to}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Back(StorageFaultTests tests) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await tests.Rename("LostQuery", "OrleansQuery");
    }
}
