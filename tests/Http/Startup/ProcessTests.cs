using Members.Silo.Hosting;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Startup;

/// <summary>The program itself: what it says and with what it ends when it cannot start.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Faults_of_settings_of_every_part_are_said_in_sentences_and_nothing_else()
    {
        var (code, _, error) = await Run(
            MembersServer.NewDirectory(), "--Members:BcryptCost=3", "--Members:VisitorRequestsPerMinute=0", "--Members:Mail:Port=0");
        Assert.Equal(2, code);
        Assert.Equal(
            [
                "Members cannot start.",
                "Members:BcryptCost must be between 4 and 16, not 3.",
                "Members:Mail:Port must be between 1 and 65535, not 0.",
                "Members:VisitorRequestsPerMinute must be between 1 and 100000, not 0.",
            ],
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_directory_that_another_process_uses_is_refused()
    {
        var data = MembersServer.NewDirectory();
        await using var server = await MembersServer.Start(data: data);
        var inProcess = await Assert.ThrowsAsync<DataDirectoryInUseException>(() => MembersServer.Start(data: data));
        var (code, _, error) = await Run(data);

        Assert.Equal(2, code);
        Assert.Contains("is in use by another process", inProcess.Message, StringComparison.Ordinal);
        Assert.Contains(inProcess.Message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        (await server.Visitor.Get("/health/ready")).Done();
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_to_is_not_said_to_be_in_use()
    {
        var data = MembersServer.NewDirectory();
        File.CreateSymbolicLink(Path.Combine(data, "members.lock"), "members.lock");

        var fault = await Assert.ThrowsAsync<StartupException>(() => MembersServer.Start(data: data));
        Assert.Contains("cannot be written to", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_printed_and_nothing_is_started()
    {
        var data = MembersServer.NewDirectory();
        var (code, output, _) = await Run(data, "--help");
        Assert.Equal(0, code);
        Assert.Equal(CommandLineHelp.Text().Trim(), output.Trim());
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(data));
    }

    private static Task<CommandResult> Run(string data, params string[] args) =>
        Command.TryIn(data, ["dotnet", Repository.Silo, "--urls=http://127.0.0.1:0", $"--Members:DataDirectory={data}", .. args]);
}
