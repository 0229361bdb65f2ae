using System.Net.Sockets;
using Members.Silo.Hosting;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;
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

        await using var second = await MembersServer.Start([.. peppered, ("Members:Peppers:2027", Pepper + "!"), ("Members:CurrentPepper", "2027")], first.DataDirectory, first.Clock);
        Assert.True(await second.CanLogIn(person.Email, person.Password));
        await second.DisposeAsync();

        // That login made the hash anew: the old pepper may go.
        await using var third = await MembersServer.Start([("Members:Peppers:2027", Pepper + "!")], first.DataDirectory, first.Clock);
        Assert.True(await third.CanLogIn(person.Email, person.Password));
    }

    [Fact]
    public async Task A_new_operators_key_takes_the_place_of_the_old()
    {
        await using var first = await MembersServer.Start();
        await first.DisposeAsync();

        await using var second = await MembersServer.Start([("Members:BootstrapApiKey", "another-key-of-the-operators-choosing")], first.DataDirectory, first.Clock);
        (await second.Operator.Get("/v1/members")).Is(Fault.Unauthenticated);
        (await second.Visitor.As("another-key-of-the-operators-choosing").Get("/v1/members")).Done();
    }

    [Fact]
    public async Task A_cost_that_is_for_tests_only_is_warned_of()
    {
        await using var cheap = await MembersServer.Start();
        Assert.Contains("Members:BcryptCost is 4: below 10", cheap.Log.Text, StringComparison.Ordinal);
    }

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
