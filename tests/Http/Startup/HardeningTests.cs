using System.Net.Sockets;
using Members.Secrets;
using Members.Silo.Hosting;
using Members.Tests.Http.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Startup;

/// <summary>What a process on the same machine, or an operator's slip, must not be able to do.</summary>
public sealed class HardeningTests
{
    private const string Pepper = "a pepper of thirty-two characters and more";

    [Fact]
    public async Task No_other_silo_can_join_the_single_process()
    {
        await using var server = await MembersServer.Start();
        var silo = server.App.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.Endpoint;
        using var client = new TcpClient();
        await client.ConnectAsync(silo);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        // A silo that lets others in waits for their greeting; this one hangs up.
        Assert.Equal(0, await ReadOrReset(client.GetStream(), patience.Token));
    }

    [Fact]
    public async Task Nobody_else_can_read_the_files_of_a_directory_that_was_there_before()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var data = MembersServer.NewDirectory();
        File.SetUnixFileMode(data, (UnixFileMode)0b111_101_101);
        await using var server = await MembersServer.Start(data: data);
        await server.Register();

        foreach (var file in System.IO.Directory.EnumerateFiles(data, "members.db*"))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_start_without_a_pepper_that_passwords_need_is_refused_by_name()
    {
        (string, string)[] peppered = [("Members:Peppers:2026", Pepper)];
        await using var first = await MembersServer.Start(peppered);
        var person = await first.Register();
        await first.DisposeAsync();

        var fault = await Assert.ThrowsAsync<StartupException>(() => MembersServer.Start(data: first.DataDirectory, clock: first.Clock));
        Assert.Equal("Members:Peppers:2026 is missing: 1 passwords were hashed with it, and none of them could be checked.", fault.Message);

        await using var second = await MembersServer.Start(
            [.. peppered, ("Members:Peppers:2027", Pepper + "!"), ("Members:CurrentPepper", "2027")], first.DataDirectory, first.Clock);
        Assert.True(await second.CanLogIn(person.Email, person.Password));
        await Eventually.Holds(() => IsHashedWith("2027", second.DataDirectory), "the hash is made anew");
        await second.DisposeAsync();

        // After that login the old pepper may go.
        await using var third = await MembersServer.Start([("Members:Peppers:2027", Pepper + "!")], first.DataDirectory, first.Clock);
        Assert.True(await third.CanLogIn(person.Email, person.Password));
    }

    private static async Task<bool> IsHashedWith(string pepper, string data)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "members.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT count(*) FROM GrainRecord WHERE StateName = 'member' AND json_extract(Payload, '$.credentials.password.key') = $pepper";
        command.Parameters.AddWithValue("$pepper", pepper);
        return await command.ExecuteScalarAsync() is 1L;
    }

    [Fact]
    public async Task A_new_operators_key_takes_the_place_of_the_old()
    {
        await using var first = await MembersServer.Start();
        await first.DisposeAsync();

        await using var second = await MembersServer.Start(
            [("Members:BootstrapApiKey", "another-key-of-the-operators-choosing")], first.DataDirectory, first.Clock);
        (await second.Operator.Get("/v1/members")).Is(Fault.Unauthenticated);
        (await second.Visitor.As("another-key-of-the-operators-choosing").Get("/v1/members")).Done();
    }

    [Fact]
    public async Task A_cost_that_is_for_tests_only_is_warned_of()
    {
        await using var cheap = await MembersServer.Start();
        Assert.Contains("Members:BcryptCost is 4. Below 10", cheap.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_opened_is_in_no_log_however_much_is_logged()
    {
        await using var server = await MembersServer.Start(
            configure: builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft.AspNetCore", LogLevel.Trace));
        var token = await server.MailedToken(await server.Register());
        await server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, $"/set-password?token={token}"));

        Assert.Contains("Microsoft.AspNetCore", server.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(token[4..60], server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Made_up_credentials_leave_nothing_in_memory()
    {
        await using var server = await MembersServer.Start();
        var (nobody, noKey) = (Guid.NewGuid(), Guid.NewGuid());
        (await server.Visitor.As($"Bearer {Made(TokenPurpose.Session, nobody)}").Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        (await server.Visitor.As(Made(TokenPurpose.ApiKey, noKey)).Get("/v1/members")).Is(Fault.Unauthenticated);
        (await server.Visitor.Post($"{Auth}/apply-session-token", new { token = Made(TokenPurpose.SessionTicket, nobody) }))
            .Is(Fault.TokenInvalid);
        (await server.SetPassword(Made(TokenPurpose.SetPassword, nobody), MembersServer.GoodPassword)).Is(Fault.TokenInvalid);

        var grains = server.App.Services.GetRequiredService<IGrainFactory>();
        var someone = await server.Register();
        Assert.True(await IsAwake(someone.Id));
        await Eventually.Holds(async () => !await IsAwake(nobody) && !await IsAwake(noKey), "grains of nobody that are gone");

        async Task<bool> IsAwake(Guid key) => (await grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics())
            .Any(s => s.GrainId.ToString().EndsWith($"/{key:N}", StringComparison.Ordinal));
    }

    private static string Made(TokenPurpose purpose, Guid owner) =>
        OpaqueToken.Create(purpose, owner, Guid.NewGuid(), new byte[32]).Reveal();

    private static async Task<int> ReadOrReset(NetworkStream stream, CancellationToken patience)
    {
        try
        {
            return await stream.ReadAsync(new byte[1], patience);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
